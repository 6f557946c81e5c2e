"""The same as a page for a phone's browser, which puts the time of now in by itself."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from generator.writing.forms import TIME, Form, Occasion
from generator.writing.handout import FIRST, LATER, TITLE, must_be_pasted
from generator.writing.host import Repository

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 42rem; padding: 1rem; }
h2 { margin-top: 2rem; }
#now { font-size: 1.6rem; font-weight: 600; user-select: all; }
a.form { border: 1px solid; border-radius: .4rem; display: block; margin: .6rem 0; padding: .6rem; }
textarea { box-sizing: border-box; font: .9rem/1.4 ui-monospace, monospace; width: 100%; }
button { font: inherit; padding: .4rem 1rem; }
"""
# The placeholder is replaced in what the page came with, again and again: the time moves on.
_SCRIPT = """
"use strict";
const SPOT = document.body.dataset.spot, DAY = SPOT.split(" ")[0];
const links = [...document.querySelectorAll("a.form")].map((a) => [a, a.dataset.named]);
const texts = [...document.querySelectorAll("textarea")].map((area) => [area, area.value]);
function fill() {
  const now = new Date().toISOString().slice(0, 16).replace("T", " ") + " UTC";
  const put = (text, spot, time, day) => text.replaceAll(spot, time).replaceAll(DAY, day);
  document.getElementById("now").textContent = now;
  for (const [a, named] of links) {
    a.href = put(named, encodeURIComponent(SPOT), encodeURIComponent(now), now.slice(0, 10));
  }
  for (const [area, text] of texts) {
    if (document.activeElement !== area) area.value = put(text, SPOT, now, now.slice(0, 10));
  }
}
for (const button of document.querySelectorAll("button")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const area = document.getElementById(button.value);
    button.focus();
    fill();
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Selected: now copy it";
    }
  });
}
fill();
setInterval(fill, 5000);
addEventListener("pageshow", fill);
"""


def as_html(repository: Repository, forms: Sequence[Form]) -> str:
    """One file that stands alone: it asks no other host, and keeps nothing."""
    page = ET.Element("html", lang="en")
    head = ET.SubElement(page, "head")
    ET.SubElement(head, "meta", charset="utf-8")
    ET.SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    ET.SubElement(head, "meta", name="robots", content="noindex")
    ET.SubElement(head, "title").text = TITLE
    ET.SubElement(head, "style").text = _STYLE
    body = ET.SubElement(page, "body", {"data-spot": TIME})
    main = ET.SubElement(body, "main")
    ET.SubElement(main, "h1").text = TITLE
    ET.SubElement(main, "p").text = "Now, in UTC:"
    ET.SubElement(main, "p", id="now").text = "(your browser runs no scripts: see another clock)"
    for occasion in Occasion:
        chosen = [form for form in forms if form.occasion is occasion]
        if chosen:
            _section(main, repository, occasion, chosen)
    ET.SubElement(body, "script").text = _SCRIPT
    written = ET.tostring(page, encoding="unicode", method="html")
    return f"<!doctype html>\n{written}\n"


def _section(
    main: ET.Element, repository: Repository, occasion: Occasion, forms: Sequence[Form]
) -> None:
    section = ET.SubElement(main, "section")
    ET.SubElement(section, "h2").text = occasion
    steps = ET.SubElement(section, "ol")
    for step in FIRST if occasion.makes_a_file else LATER:
        ET.SubElement(steps, "li").text = step.replace("`", "")
    if not occasion.makes_a_file:
        address = repository.folder(occasion.folder)
        ET.SubElement(section, "a", href=address).text = f"The files in {occasion.folder}"
    for form in forms:
        if occasion.makes_a_file:
            _add_link(section, repository, form)
        if must_be_pasted(repository, form):
            _add_text(section, form)


def _add_link(section: ET.Element, repository: Repository, form: Form) -> None:
    folder = form.occasion.folder
    named = repository.new_file(folder, form.text, form.file)
    href = repository.new_file(folder, form.text)
    link = ET.SubElement(section, "a", {"class": "form", "href": href, "data-named": named})
    ET.SubElement(link, "strong").text = form.name
    if form.audience:
        link[0].tail = f": for {form.audience}"


def _add_text(section: ET.Element, form: Form) -> None:
    label = ET.SubElement(ET.SubElement(section, "p"), "label", {"for": f"text-{form.name}"})
    ET.SubElement(label, "strong").text = form.name
    if form.audience:
        label[0].tail = f": for {form.audience}"
    rows = str(form.text.count("\n") + 1)
    words = {"id": f"text-{form.name}", "rows": rows, "readonly": "readonly"}
    ET.SubElement(section, "textarea", words).text = f"\n{form.text}"
    copy = ET.SubElement(section, "button", value=f"text-{form.name}", hidden="hidden")
    copy.text = "Copy"
