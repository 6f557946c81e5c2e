# Fogbell's error kit for Amazon API Gateway (REST APIs). Save this text as error-kit.sh, fill in what
# is marked with <-, and run `sh error-kit.sh` where the AWS command line is, such as in CloudShell.
#
# While your backend does not answer, clients get status 503, Retry-After and problem details
# (RFC 9457) that say where the status is. They lie inside API Gateway and need no file.
# What your backend itself answers, even an error, passes through as it is.
#
# An HTTP API or WebSocket API has no gateway responses: put the kit on a server before it.

set -eu
export AWS_PAGER=
API_ID=0000000000   # <- your API
STAGE=prod          # <- where it is deployed

BODY=$(cat <<'JSON'
{"application/json": @@problem_as_text@@}
JSON
)
HEADERS=$(cat <<'JSON'
{
  "gatewayresponse.header.Retry-After": "'@@retry_after@@'",
  "gatewayresponse.header.Cache-Control": "'no-store'",
  "gatewayresponse.header.Content-Type": "'application/problem+json'"
}
JSON
)
# Called from web pages of other hosts? Then add to the headers above:
#   "gatewayresponse.header.Access-Control-Allow-Origin": "'*'"

# The backend cannot be reached, is too slow, and whatever else API Gateway answers with 5xx.
for TYPE in INTEGRATION_FAILURE INTEGRATION_TIMEOUT DEFAULT_5XX; do
  aws apigateway put-gateway-response --rest-api-id "$API_ID" --response-type "$TYPE" \
    --status-code 503 --response-parameters "$HEADERS" --response-templates "$BODY"
done

# Nothing changes for clients before this.
aws apigateway create-deployment --rest-api-id "$API_ID" --stage-name "$STAGE"
