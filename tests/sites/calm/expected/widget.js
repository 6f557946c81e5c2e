((style) => {
const script = document.currentScript
const mark = Symbol.for('fogbell')
if (!script || document[mark]) return
document[mark] = true
const words = {
next: 'Next update by',
late: 'An update was due',
until: 'Planned until',
more: 'more',
stale: 'This may be out of date',
unknown: 'Status unknown',
close: 'Close',
lang: /^en/.test(navigator.language) ? navigator.language : 'en-GB',
...script.dataset,
}
try {
Intl.getCanonicalLocales(words.lang)
} catch {
words.lang = 'en-GB'
}
const home = new URL('.', script.src).href
let said, failures = 0, due = 0
let view, shown, closed
const put = (parent, name, text = '', facts = {}) => {
const element = document.createElement(name)
for (const fact in facts) element.setAttribute(fact, facts[fact])
element.textContent = text
parent.append(element)
return element
}
const host = document.createElement('fogbell-status')
const root = host.attachShadow({ mode: 'open' })
const sheet = new CSSStyleSheet()
sheet.replaceSync(style)
root.adoptedStyleSheets = [sheet]
const box = put(root, 'div', '', { lang: words.lang })
const live = put(box, 'div', '', { role: 'status' })
const here = (url, page) => home + (url.startsWith(page + '/') ? url.slice(page.length + 1) : '')
const time = (moment) => {
const when = new Date(moment)
const isToday = when.toDateString() === new Date().toDateString()
return new Intl.DateTimeFormat(words.lang, {
...(isToday ? {} : { day: 'numeric', month: 'short' }),
hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short',
}).format(when)
}
const event = (each, page) => {
const isLate = Date.parse(each.next_update) < Date.now()
const moment = each.ends_at || each.next_update
const word = each.ends_at ? words.until : isLate ? words.late : words.next
return {
id: each.id,
title: each.title.trim(),
href: here(each.url, page),
note: moment ? word + ' ' + time(moment) : '',
}
}
const plain = (kind, head) => words.show === 'always' && { kind, head, events: [] }
const seen = (found) => {
const kind = found.indicator.trim()
const head = words[kind] || found.description.trim()
const running = found.planned.filter((each) => each.status !== 'scheduled')
const events = [...found.open, ...running].map((each) => event(each, found.page.url))
const stale = Date.now() < Date.parse(found.valid_until) ? '' : words.stale
if (kind === 'none' && !found.open.length) {
return stale ? plain('unknown', stale) : plain(kind, head)
}
const more = found.open_count + running.length - 3
return { kind, head, events: events.slice(0, 3), more, stale }
}
const paint = () => {
const key = view && view.kind + view.events.map((each) => ' ' + each.id)
const close = () => {
closed = key
paint()
}
const link = (parent, text, href) =>
put(parent, 'a', text, { href, target: '_blank', rel: 'noreferrer', dir: 'auto' })
live.textContent = ''
box.querySelector('button')?.remove()
box.removeAttribute('role')
if (!view) closed = key
if (key === closed) return
box.className = view.kind + (words.target ? '' : ' fixed')
box.setAttribute('role', 'region')
box.setAttribute('aria-label', view.head)
link(put(live, 'p', '', { class: 'head' }), view.head, home)
for (const each of view.events) {
link(put(live, 'p'), each.title, each.href)
if (each.note) put(live, 'p', each.note, { class: 'note' })
}
if (view.more > 0) link(put(live, 'p'), '+' + view.more + ' ' + words.more, home)
if (view.stale) put(live, 'p', view.stale, { class: 'note' })
put(box, 'button', '\u00d7', { type: 'button', 'aria-label': words.close }).onclick = close
}
const draw = () => {
const place = words.target ? document.querySelector(words.target) : document.body
if (!place) return host.remove()
if (host.parentNode !== place) place.append(host)
view = said ? seen(said) : failures && plain('unknown', words.unknown)
const now = JSON.stringify(view)
if (now !== shown) paint()
shown = now
}
const ask = async () => {
due = Infinity
const slow = new AbortController()
const timer = setTimeout(() => slow.abort(), 10000)
try {
const answer = await fetch(home + 'status.json', {
cache: 'no-cache', credentials: 'omit', referrerPolicy: 'no-referrer', signal: slow.signal,
})
const text = await answer.text()
if (!answer.ok || text.length > 100000) throw text.length
const found = JSON.parse(text)
seen(found)
said = found
failures = 0
} catch {
failures++
}
clearTimeout(timer)
due = Date.now() + Math.min(60000 * 2 ** failures, 240000) * (1 + Math.random() / 4)
draw()
}
const tick = () => {
if (document.hidden) return
draw()
if (Date.now() >= due) ask()
}
document.addEventListener('visibilitychange', tick)
tick()
setInterval(tick, 5000)
})(":host{--font:system-ui, sans-serif;--ink:#1a1d21;--soft:#565d66;--paper:#fff;--line:#dfe3e8;--accent:#0a5bd3;--ok:#2a7d4f;--work:#3b62c0;--slow:#8a6100;--part:#b3470f;--down:#b3202c}@media(prefers-color-scheme:dark){:host{--ink:#e8eaed;--soft:#a3abb5;--paper:#15181c;--line:#343a42;--accent:#7fb2ff;--ok:#5fc48d;--work:#8eabf5;--slow:#e0b044;--part:#f08a4b;--down:#ff7b80}}:host{--tone: var(--soft);--mark: \"?\"}[role=region]{all: initial;display: block;position: relative;box-sizing: border-box;max-width: 26em;max-height: 80vh;overflow: auto;padding: .7em 1em;padding-inline-end: 3em;border: 1px solid var(--line);border-inline-start: 4px solid var(--tone);border-radius: 8px;background: var(--paper);color: var(--ink);font: medium/1.45 var(--font);overflow-wrap: anywhere;}.fixed{position: fixed;z-index: 2147483647;inset-block-end: 1em;inset-inline-end: 1em;max-width: min(26em,100% - 2em);box-shadow: 0 2px 12px #0003;}.none{--tone: var(--ok);--mark: \"\u25cf\"}.maintenance{--tone: var(--work);--mark: \"\u25a0\"}.minor{--tone: var(--slow);--mark: \"\u25c6\"}.major{--tone: var(--part);--mark: \"\u25b2\"}.critical{--tone: var(--down);--mark: \"\u25bc\"}p{display: -webkit-box;overflow: hidden;margin: .35em -3px 0;padding: 0 3px;font-size: .94em;-webkit-box-orient: vertical;-webkit-line-clamp: 3;}.head,.note{margin-block-start: 0}.head{color: var(--tone);font-weight: 600}.head::before{content: var(--mark) / \"\";margin-inline-end: .4em;font-size: .8em}.note{color: var(--soft)}a{color: var(--accent)}.head a{color: inherit}button{position: absolute;inset-block-start: 0;inset-inline-end: 0;width: 2em;height: 2em;padding: 0;border: 0;background: none;color: var(--soft);font: 1.3em/1 var(--font);cursor: pointer;}:focus-visible{outline: 3px solid var(--accent);outline-offset: -1px}@media print{.fixed{display: none}}")
