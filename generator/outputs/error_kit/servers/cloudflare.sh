# Fogbell's error kit for Cloudflare. Save this text as error-kit.sh, fill in what is marked with <-,
# and run `CLOUDFLARE_API_TOKEN=... sh error-kit.sh` with a token that may edit the custom pages and
# the custom error rules of the zone.
#
# Cloudflare copies the pages from the status page when you run this, and never again by itself: run
# it before you need it, and after you changed your settings. Both ways need a paid plan.

set -eu
ZONE_ID=00000000000000000000000000000000   # <- your zone; in its overview, bottom right

zone() {
  curl -fsS -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN" -H 'Content-Type: application/json' \
    -X "$1" "https://api.cloudflare.com/client/v4/zones/$ZONE_ID/$2" --data @-
}

# 1. For the errors that Cloudflare itself makes (520 to 530, 502, 504: it cannot reach your origin).
#    The page holds the word ::CLOUDFLARE_ERROR_500S_BOX:: that Cloudflare insists on, and puts its
#    own error number there.
zone PUT custom_pages/500_errors <<'JSON'
{"url": "@@kit@@/cloudflare-500.html", "state": "customized"}
JSON

# 2. To answer 503 and to give programs JSON: custom error rules, which come before the page above.
#    The second call REPLACES the zone's custom error rules: if you have others, add these two by
#    hand (Rules > Overview > Create rule > Custom Error Rule).
zone POST custom_pages/assets <<'JSON' ||
{"name": "fogbell_503", "description": "Fogbell: outage", "url": "@@kit@@/503.html"}
JSON
  zone PUT custom_pages/assets/fogbell_503 <<'JSON'
{"description": "Fogbell: outage", "url": "@@kit@@/503.html"}
JSON
zone PUT rulesets/phases/http_custom_errors/entrypoint <<'JSON'
{"rules": [
  {
    "description": "Fogbell: outage, for programs",
    "expression": "http.response.code in {502 504 520 521 522 523 524 525 526 530} and any(http.request.headers[\"accept\"][*] contains \"json\") and not any(http.request.headers[\"accept\"][*] contains \"text/html\")",
    "action": "serve_error",
    "action_parameters": {
      "status_code": 503,
      "content_type": "application/json",
      "content": @@problem_as_text@@
    }
  },
  {
    "description": "Fogbell: outage, for readers",
    "expression": "http.response.code in {502 504 520 521 522 523 524 525 526 530} and not (any(http.request.headers[\"accept\"][*] contains \"json\") and not any(http.request.headers[\"accept\"][*] contains \"text/html\"))",
    "action": "serve_error",
    "action_parameters": {
      "status_code": 503,
      "content_type": "text/html",
      "asset_name": "fogbell_503"
    }
  }
]}
JSON

# Cloudflare lets a rule set neither Retry-After nor application/problem+json; `retry_after` is in the
# JSON. A 503 that your product sends itself passes through; add 503 to both lists to change that.
#
# Closed for maintenance: the same with the page @@kit@@/maintenance.html
# as the asset, and the expression `true` in the place of `http.response.code in {...}`. The rules
# act on errors only, so your origin must answer with one meanwhile.
