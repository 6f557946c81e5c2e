# Fogbell's error kit for Amazon CloudFront. Save this text as error-kit.sh, fill in what is marked
# with <-, and run `sh error-kit.sh` where the AWS command line and Python are, such as in CloudShell.
#
# While your origin does not answer, CloudFront shows the kit's page with status 503. It fetches the
# page from another origin than the failing one: from the status page itself, which needs no copy.
# (Another host or a bucket's website will do: KIT_HOST below. The page is @@kit@@/503.html.)
#
# A distribution has one page for a status, whatever the client asks for. For one that serves an API,
# set PAGE=503.json: problem details instead of a web page.
#
# A change takes CloudFront some minutes, so make it before you need it. The script may be run again.

set -eu
export AWS_PAGER=
DISTRIBUTION=E0000000000000   # <- your distribution
PAGE=503.html
KIT_HOST=@@kit_host@@

# Headers of the page: when to come back, and that nobody may keep it.
aws cloudfront create-response-headers-policy --response-headers-policy-config '{
  "Name": "fogbell-error-kit-@@retry_after@@",
  "CustomHeadersConfig": {"Quantity": 2, "Items": [
    {"Header": "Retry-After", "Value": "@@retry_after@@", "Override": true},
    {"Header": "Cache-Control", "Value": "no-store", "Override": true}
  ]}
}' || true   # it exists already
POLICY=$(aws cloudfront list-response-headers-policies --type custom --output text --query \
  "ResponseHeadersPolicyList.Items[?ResponseHeadersPolicy.ResponseHeadersPolicyConfig.Name=='fogbell-error-kit-@@retry_after@@'].ResponseHeadersPolicy.Id")

# The distribution as it is, and as it shall be.
aws cloudfront get-distribution-config --id "$DISTRIBUTION" > before.json
python3 - before.json "$KIT_HOST" "$PAGE" "$POLICY" > after.json <<'PYTHON'
import json
import sys

file, host, page, policy = sys.argv[1:]
with open(file, encoding="utf-8") as stream:
    config = json.load(stream)["DistributionConfig"]
path = "/errors/" + page
get = {"Quantity": 2, "Items": ["GET", "HEAD"]}


def put(name, key, new):
    """Add to a list of the configuration, in the place of what has the same key."""
    old = config.get(name, {}).get("Items") or []
    taken = [each[key] for each in new]
    items = new + [each for each in old if each[key] not in taken]
    config[name] = {"Quantity": len(items), "Items": items}


put("Origins", "Id", [{
    "Id": "fogbell-error-kit",
    "DomainName": host,
    "OriginPath": "@@kit_prefix@@",
    "CustomHeaders": {"Quantity": 0},
    "CustomOriginConfig": {
        "HTTPPort": @@http_port@@,
        "HTTPSPort": @@https_port@@,
        "OriginProtocolPolicy": "@@kit_protocol@@",
        "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]},
        "OriginReadTimeout": 30,
        "OriginKeepaliveTimeout": 5,
    },
    "ConnectionAttempts": 2,
    "ConnectionTimeout": 5,
    "OriginShield": {"Enabled": False},
}])
put("CacheBehaviors", "PathPattern", [{
    "PathPattern": path,
    "TargetOriginId": "fogbell-error-kit",
    "ViewerProtocolPolicy": "allow-all",
    "AllowedMethods": {**get, "CachedMethods": get},
    "SmoothStreaming": False,
    "Compress": True,
    "LambdaFunctionAssociations": {"Quantity": 0},
    "FunctionAssociations": {"Quantity": 0},
    "FieldLevelEncryptionId": "",
    "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6",  # AWS's CachingOptimized
    "ResponseHeadersPolicyId": policy,
}])
# After ten seconds CloudFront asks the product again.
put("CustomErrorResponses", "ErrorCode", [
    {"ErrorCode": code, "ResponsePagePath": path, "ResponseCode": "503", "ErrorCachingMinTTL": 10}
    for code in (502, 503, 504)
])
json.dump(config, sys.stdout, indent=2)
PYTHON

# What will change. Then make it so.
python3 -c 'import json, sys
json.dump(json.load(open(sys.argv[1]))["DistributionConfig"], sys.stdout, indent=2)' before.json |
  diff - after.json || true
aws cloudfront update-distribution --id "$DISTRIBUTION" --distribution-config file://after.json \
  --if-match "$(python3 -c 'import json; print(json.load(open("before.json"))["ETag"])')"

# Closed for maintenance: run it with PAGE=maintenance.html while your origin answers 503.
# Try it: curl -si https://YOUR-DISTRIBUTION/errors/503.html   (status 200 there, but the same page)
