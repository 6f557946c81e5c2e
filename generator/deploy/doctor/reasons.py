"""Why each check is there: the outage it comes from, or the reason, in a line."""

from collections.abc import Mapping
from types import MappingProxyType

WHY: Mapping[str, str] = MappingProxyType(
    {
        "IND-01": "When Fastly failed on 8 June 2021, pages all over the world fell with it: "
        "whoever a page asks while it loads can take it down.",
        "IND-02": "On 4 October 2021 Facebook's names left the internet, and all that leaned on "
        "them failed with the product.",
        "IND-03": "On 28 February 2017 the icons of AWS's dashboard stayed green, for they needed "
        "S3, which was down; words above them had to say so.",
        "IND-04": "A second origin has another address: links that name the first one lead back "
        "to what is down.",
        "IND-05": "On 14 December 2020 all of Google that wanted a sign-in failed; what wanted "
        "none went on working.",
        "IND-06": "Caches go on showing a page when nobody publishes any more: only its own words "
        "can say how old it is.",
        "IND-07": "In an outage everybody comes at once, many by phone: a page that is small and "
        "whole in one answer still arrives.",
        "IND-08": "On 18 November 2025 Cloudflare's status page failed in the middle of their "
        "outage, although it was hosted elsewhere: one origin is never enough.",
        "IND-09": "On 10 March 2021 a fire at OVHcloud in Strasbourg took sites together with "
        "their backups, which stood beside them.",
        "IND-14": "On 3 February 2020 a certificate that had run out took down Microsoft Teams for "
        "hours.",
        "IND-17": "Monitors and search engines believe a 200: a page that is gone must not look "
        "as if it were there.",
        "IND-19": "On 21 October 2018 GitHub's databases split: for most of a day webhooks and "
        "Pages builds did not run.",
        "IND-20": "On 31 January 2017 GitLab.com lost its database, and was away for most of a "
        "day.",
        "IND-22": "Early in 2021 CI jobs everywhere fetched Codecov's script with curl: it had "
        "been changed, and sent away their secrets.",
        "IND-23": "On 4 October 2021 Facebook's engineers could not sign in to mend it: the tools "
        "for that were down too.",
        "IND-24": "On 7 December 2021 AWS's consoles and management calls failed in us-east-1, "
        "while much that ran already went on running.",
        "IND-25": "On 4 January 2021 Slack was down: an alarm that only goes to a chat is not "
        "heard when the chat is what fails.",
        "IND-26": "GitHub's schedules come late under load, and stop after 60 quiet days in a "
        "public repository; nobody is told.",
        "IND-27": "On 8 June 2021 readers of many sites saw only “Error 503 Service Unavailable”: "
        "an error page has nothing but itself to say more.",
        "IND-28": "Of two origins, the one that missed the last deploy still tells half of the "
        "readers that all is well.",
        "IND-29": "On 7 December 2021 AWS customers could open no support case for hours: the "
        "support system ran on what had failed.",
    }
)
