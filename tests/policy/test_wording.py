"""Words that the policy takes exception to, and words that are fine: each line is an update."""

import pytest

from tests.policy.cases import codes

BAD = {
    "COM-28": (
        "Uploads will be back at 2pm.",
        "Uploads failed between 11:40 and 12:05.",
        "We will write again in 20 minutes.",
        "We expect that uploads work again within the hour.",
        "The repair goes on tonight.",
    ),
    "COM-30": (
        "Uploads fail. We apologize for any inconvenience this may have caused.",
        "Uploads fail. Sorry for the inconvenience.",
        "Uploads fail. We apologise if you were affected.",
        "We are sorry that uploads fail. We apologise for that.",
    ),
    "COM-45": (
        "An engineer accidentally deleted the wrong table.",
        "The outage was caused by human error.",
        "Unfortunately our hosting provider has problems.",
        "Someone on the night shift pushed a wrong setting.",
        "This is our vendor's fault, not ours.",
        "The fault is beyond our control.",
        "Our new intern unplugged a server.",
        "The junior dev on call fat-fingered a setting.",
        "There is nothing we can do until our supplier is done.",
        "Customers failed to install the last release.",
    ),
    "COM-46": (
        "We guarantee that no upload is lost.",
        "This will never happen again.",
        "It won't happen again.",
        "Uploads will be fixed by 15:00 UTC.",
        "We will have this resolved within 2 hours.",
        "The service will be back online in 30min.",
        "We will restore uploads tomorrow.",
        "We'll be back in 10 minutes.",
        "It'll be fine by noon.",
        "We are 100 % certain that the repair holds.",
        "We are working on it and will update you shortly.",
        "We will fix it ASAP.",
        "We are making sure that this does not happen again.",
    ),
    "COM-47": (
        "Uploads fail. This is a minor hiccup.",
        "Only a small number of customers cannot upload files.",
        "There was a glitch in uploads.",
        "Only some users are affected.",
        "The delay is negligible.",
        "Uploads fail, but it is nothing to worry about.",
    ),
    "COM-48": (
        "A failover of the database is in progress.",
        "Uploads are slow because one shard is full.",
        "The p99 of uploads is high.",
        "Uploads fail since our pods run out of space.",
        "We see 5xx errors on uploads.",
    ),
    "COM-49": (
        "Uploads fail. We suspect a network problem.",
        "Uploads fail, probably because of a change.",
        "Uploads fail. This may be related to a new release.",
        "We think that it is caused by a full disk.",
        "It's probably the network.",
        "It might be the database.",
    ),
    "COM-51": (
        "Oops, uploads fail.",
        "Uploads fail 😱",
        "Uploads work again!",
        "We are thrilled that uploads work.",
        "Sit tight while we look into the uploads.",
        "Uploads fail :( and we look into it.",
    ),
    "COM-95": (
        "See [here](https://docs.acme.example/retries).",
        "Please [click here](https://docs.acme.example/retries).",
        "Retry as told at [**this link**](https://docs.acme.example/retries).",
        "You may retry uploads ([more](https://docs.acme.example/retries)).",
    ),
}
GOOD = {
    "COM-28": (
        "Uploads failed between 11:40 and 12:05 UTC.",
        "Our estimate is 14:00 UTC (3 pm in Berlin).",
        "It began on 20 November at 2 pm CET and was over at 3 pm.",
        "Uploads take 20 minutes. Nine of ten requests end within 30 seconds.",
        "Messages wait for up to 2 hours. The ratio is 3:2, the address [::1]:80.",
        "You may see the message `retry in 20 minutes`, or “back at 2pm”.",
        "All times are in Pacific time. It began at 2:45 pm.",
    ),
    "COM-30": (
        "We are sorry that you could not upload files.",
        "We go on watching for any further issues.",
        "If you have any problems, write to us.",
    ),
    "COM-45": (
        "A service we rely on has a fault. We are sending uploads another way.",
        "Our engineers deployed a fix, and somebody watches it all night.",
        "A wrong setting was put in place. We have put the old one back.",
        "A developer of yours may ask for a new key; customers who pay by card are affected.",
        "The error is on our side, and not in your browser.",
        "If somebody changed your password, write to us. User error rates are normal.",
    ),
    "COM-46": (
        "Our current estimate is 15:00 UTC; this may change.",
        "We expect uploads to work by 15:00 UTC.",
        "We are adding a check that stops such a change.",
        "All of them, 100% of uploads, failed soon after the release.",
        "Deleted files will be restored within 5 minutes of your request.",
        "The certificate expires soon.",
        "A retry never happens twice.",
        "We will resolve this incident in 30 minutes if all stays well.",
        "Pages will be slow until 15:00 UTC.",
        "Restart the app, and you will be fine within 5 minutes. You'll be back in 2 minutes.",
        "We close this once we are 100 % sure.",
        "This is below the uptime we guarantee; you will get a credit.",
        "We promise to write again by 12:30 UTC. We cannot guarantee that all files are there.",
        "The old address will be online until 18:00 UTC.",
        "We'll be watching uploads for the next 30 minutes.",
        "Your files are fine. Uploads in the next 5 minutes may fail.",
    ),
    "COM-47": (
        "About 2 % of uploads fail, all of them in Europe.",
        "Only 2 % of uploads fail, a small number.",
        "Some users may get an error when they upload a file.",
        "Uploads of small files work.",
    ),
    "COM-48": (
        "Part of our database failed, and we are switching to its copy.",
        "An upstream provider has a fault.",
        "You may see `failover in progress` when you upload.",
        "You can start your own pods, and Kubernetes and Redis work.",
    ),
    "COM-49": (
        "We do not know the cause yet.",
        "Uploads may fail. You may be asked to sign in.",
        "We are looking into whether other parts fail as well.",
        "We think of customers first.",
        "It may be a while until all files are there. You could be signed out.",
    ),
    "COM-51": (
        "Uploads work again. Thank you for your patience.",
        "Press `Save!` twice; see ![a chart](../media/x.png).",
        "If 1 != 2, retry (see: the guide).",
        "The new button has an arrow → and a check ✓ in it.",
    ),
    "COM-95": (
        "See [our guide to retries](https://docs.acme.example/retries).",
        "More is in [what to do here](https://docs.acme.example/retries).",
        "Write `[here](https://docs.acme.example)` in code, or look at here (there).",
        "![here](../media/x.png)",
    ),
}


@pytest.mark.parametrize(("code", "text"), [(code, each) for code in BAD for each in BAD[code]])
def test_what_is_not_well_said_is_told(code: str, text: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(("code", "text"), [(code, each) for code in GOOD for each in GOOD[code]])
def test_what_is_well_said_is_left_alone(code: str, text: str) -> None:
    assert code not in codes(text)


def test_every_rule_has_at_least_three_of_each() -> None:
    assert set(BAD) == set(GOOD)
    assert all(len(texts) >= 3 for texts in (*BAD.values(), *GOOD.values()))
