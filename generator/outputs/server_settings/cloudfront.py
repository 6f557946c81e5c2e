"""Amazon CloudFront before an S3 bucket: a CloudFormation template, as JSON."""

import json
from collections.abc import Mapping

from generator.outputs.delivery import CLASSES, POLICY, class_headers
from generator.outputs.server_settings.rules import (
    KEPT,
    SHARED,
    WELL_KNOWN,
    header_rules,
    regex_of,
    shared_patterns,
)
from generator.outputs.server_settings.wish import Wish

Json = dict[str, object]

_HEAD = (
    "Fogbell: the status page on CloudFront, before an S3 bucket that exists already. Made from "
    "the table by which Fogbell publishes; print it again after an update of Fogbell."
)
_PARAMETERS = {
    "Bucket": "The bucket's address, such as acme-status.s3.eu-central-1.amazonaws.com",
    "Folder": "The folder in it, such as /status; empty where the site lies at its top",
    "Certificate": "ARN of the certificate for the status page's name, in us-east-1",
}
_READ = ("GET", "HEAD", "OPTIONS")
#: CloudFront asks again after so many seconds whether a page is still missing
_MISSING_FOR = 10
#: answered for the bucket: what browsers ask beforehand, and the two paths that are no files
_AT_THE_DOOR = """function handler(event) {
  var request = event.request, path = request.uri;
  if (request.method === 'OPTIONS') {
    var said = { allow: { value: 'GET, HEAD, OPTIONS' } };
    if (SHARED.test(path)) {
      said['access-control-allow-origin'] = { value: '*' };
      said['access-control-allow-methods'] = { value: 'GET, HEAD' };
      said['access-control-allow-headers'] = { value: '*' };
    }
    return { statusCode: 204, statusDescription: 'No Content', headers: said };
  }
  if (path === HOME) request.uri = HOME + 'index.html';
  if (HIDDEN.test(path) && !WELL_KNOWN.test(path)) request.uri = HOME + '404/none';
  return request;
}
"""


def cloudfront_text(wish: Wish) -> str:
    """The template; the policies of the table, and a distribution that uses them."""
    groups = _groups(wish.policy)
    resources: Json = {
        "Cache": {"Type": "AWS::CloudFront::CachePolicy", "Properties": _cache(wish)},
        "Access": {"Type": "AWS::CloudFront::OriginAccessControl", "Properties": _access(wish)},
        "Door": {"Type": "AWS::CloudFront::Function", "Properties": _door(wish)},
    }
    for number, said in enumerate(groups, 1):
        config = {"ResponseHeadersPolicyConfig": _policy(f"{_slug(wish)}-{number}", said)}
        resources[f"Headers{number}"] = {
            "Type": "AWS::CloudFront::ResponseHeadersPolicy",
            "Properties": config,
        }
    resources["Distribution"] = {
        "Type": "AWS::CloudFront::Distribution",
        "Properties": {"DistributionConfig": _distribution(wish, groups)},
    }
    template: Json = {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": _HEAD,
        "Parameters": {
            name: {"Type": "String", "Description": text, **_default(name)}
            for name, text in _PARAMETERS.items()
        },
        "Resources": resources,
        "Outputs": {
            "Address": {
                "Description": "Where the name of the status page must point (CNAME)",
                "Value": {"Fn::GetAtt": ["Distribution", "DomainName"]},
            },
            "Id": {
                "Description": "What the bucket's policy must let in",
                "Value": {"Ref": "Distribution"},
            },
        },
    }
    return json.dumps(template, indent=2) + "\n"


def _default(name: str) -> Json:
    return {"Default": ""} if name == "Folder" else {}


def _groups(policy: str) -> list[dict[str, str]]:
    """All that is ever said with a file, each once; the last class, of all the rest, first."""
    groups: list[dict[str, str]] = []
    for each in reversed(CLASSES):
        said = class_headers(each, policy)
        if said not in groups:
            groups.append(said)
    return groups


def _slug(wish: Wish) -> str:
    return "fogbell-" + wish.name.replace(".", "-")


def _cache(wish: Wish) -> Json:
    """As long as the object says; what follows `?` is another address of the same file."""
    config = {
        "Name": _slug(wish),
        "MinTTL": 0,
        "DefaultTTL": 30,
        "MaxTTL": 31_536_000,
        "ParametersInCacheKeyAndForwardedToOrigin": {
            "EnableAcceptEncodingGzip": True,
            "EnableAcceptEncodingBrotli": True,
            "CookiesConfig": {"CookieBehavior": "none"},
            "HeadersConfig": {"HeaderBehavior": "none"},
            "QueryStringsConfig": {"QueryStringBehavior": "none"},
        },
    }
    return {"CachePolicyConfig": config}


def _access(wish: Wish) -> Json:
    config = {
        "Name": _slug(wish),
        "OriginAccessControlOriginType": "s3",
        "SigningBehavior": "always",
        "SigningProtocol": "sigv4",
    }
    return {"OriginAccessControlConfig": config}


def _door(wish: Wish) -> Json:
    shared = shared_patterns(header_rules(wish.policy))
    values = {
        "HOME": json.dumps(f"{wish.prefix}/"),
        "SHARED": _regex(wish, shared),
        "HIDDEN": _regex(wish, (KEPT, ".*", "*/.*")),
        "WELL_KNOWN": _regex(wish, (WELL_KNOWN,)),
    }
    said = "".join(f"var {name} = {value};\n" for name, value in values.items())
    config = {"Comment": "Fogbell: what is no file", "Runtime": "cloudfront-js-2.0"}
    return {
        "Name": _slug(wish),
        "AutoPublish": True,
        "FunctionCode": said + _AT_THE_DOOR,
        "FunctionConfig": config,
    }


def _regex(wish: Wish, patterns: tuple[str, ...]) -> str:
    below = tuple(f"{wish.prefix.removeprefix('/')}/{each}".removeprefix("/") for each in patterns)
    return f"new RegExp({json.dumps(regex_of(below))})"


def _policy(name: str, said: Mapping[str, str]) -> Json:
    """A response headers policy; what CloudFront has a place of its own for goes there."""
    rest = dict(said)
    security: Json = {
        "ContentTypeOptions": {"Override": bool(rest.pop("X-Content-Type-Options"))},
        "ReferrerPolicy": {"ReferrerPolicy": rest.pop("Referrer-Policy"), "Override": True},
        "StrictTransportSecurity": {
            "AccessControlMaxAgeSec": int(
                rest.pop("Strict-Transport-Security").removeprefix("max-age=")
            ),
            "Override": True,
        },
    }
    if POLICY in rest:
        text = rest.pop(POLICY)
        security["ContentSecurityPolicy"] = {"ContentSecurityPolicy": text, "Override": True}
    config: Json = {"Name": name, "SecurityHeadersConfig": security}
    if rest.pop(SHARED, None):
        config["CorsConfig"] = {
            "AccessControlAllowCredentials": False,
            "AccessControlAllowHeaders": {"Items": ["*"]},
            "AccessControlAllowMethods": {"Items": ["GET", "HEAD"]},
            "AccessControlAllowOrigins": {"Items": ["*"]},
            "OriginOverride": True,
        }
    items = [{"Header": name, "Value": value, "Override": True} for name, value in rest.items()]
    config["CustomHeadersConfig"] = {"Items": items}
    return config


def _distribution(wish: Wish, groups: list[dict[str, str]]) -> Json:
    behaviours = [
        {"PathPattern": f"{wish.prefix}/{each.pattern}", **_behaviour(groups.index(said) + 1)}
        for each in CLASSES
        if (said := class_headers(each, wish.policy)) != groups[0]
    ]
    missing = [
        {
            "ErrorCode": code,
            "ResponseCode": 404,
            "ResponsePagePath": f"{wish.prefix}/404.html",
            "ErrorCachingMinTTL": _MISSING_FOR,
        }
        for code in (403, 404)
    ]
    return {
        "Comment": f"Fogbell: {wish.name}",
        "Enabled": True,
        "HttpVersion": "http2and3",
        "IPV6Enabled": True,
        "Aliases": [wish.name],
        "ViewerCertificate": {
            "AcmCertificateArn": {"Ref": "Certificate"},
            "SslSupportMethod": "sni-only",
            "MinimumProtocolVersion": "TLSv1.2_2021",
        },
        "Origins": [_origin()],
        "DefaultCacheBehavior": _behaviour(1),
        "CacheBehaviors": behaviours,
        "CustomErrorResponses": missing,
    }


def _origin() -> Json:
    """Given up soon: only then does CloudFront show the copy that it has."""
    return {
        "Id": "bucket",
        "DomainName": {"Ref": "Bucket"},
        "OriginPath": {"Ref": "Folder"},
        "OriginAccessControlId": {"Ref": "Access"},
        "S3OriginConfig": {"OriginAccessIdentity": ""},
        "ConnectionAttempts": 2,
        "ConnectionTimeout": 3,
    }


def _behaviour(group: int) -> Json:
    door = {"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": ["Door", "FunctionARN"]}}
    return {
        "TargetOriginId": "bucket",
        "ViewerProtocolPolicy": "redirect-to-https",
        "AllowedMethods": list(_READ),
        "CachedMethods": ["GET", "HEAD"],
        "Compress": True,
        "CachePolicyId": {"Ref": "Cache"},
        "ResponseHeadersPolicyId": {"Ref": f"Headers{group}"},
        "FunctionAssociations": [door],
    }
