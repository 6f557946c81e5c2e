// The state of a service on its own pages: <script src="https://STATUS/widget.js" defer></script>
//
// It asks for status.json beside it and for nothing else; it stores nothing and sends nothing.
// All text is set as text. The build calls this function with the style sheet, widget.css.
(style) => {
  const script = document.currentScript
  const mark = Symbol.for('fogbell')
  if (!script || document[mark]) return
  document[mark] = true

  // Every word, and what the page's own `data-` attributes of the same names say instead.
  const words = {
    next: 'Next update by',
    late: 'An update was due',
    until: 'Planned until',
    more: 'more',
    stale: 'This may be out of date',
    unknown: 'Status unknown',
    close: 'Close',
    // times as the pages put them, or as the reader's own English does
    lang: /^en/.test(navigator.language) ? navigator.language : 'en-GB',
    ...script.dataset,
  }
  try {
    Intl.getCanonicalLocales(words.lang)
  } catch {
    words.lang = 'en-GB'
  }

  const home = new URL('.', script.src).href
  // what status.json said last, how often it then failed, when to ask again
  let said, failures = 0, due = 0
  // what to show and what is shown; what the reader closed, which is gone with the page
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
  // a page's Content Security Policy forbids <style>, but not this
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style)
  root.adoptedStyleSheets = [sheet]
  const box = put(root, 'div', '', { lang: words.lang })
  // there before its first words, so that they are heard
  const live = put(box, 'div', '', { role: 'status' })

  // links stay on the address that the script came from, which may be a mirror
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

  // What to show of an answer; nothing where all is well. Throws where it is no status.json.
  const seen = (found) => {
    const kind = found.indicator.trim()
    const head = words[kind] || found.description.trim()
    const running = found.planned.filter((each) => each.status !== 'scheduled')
    const events = [...found.open, ...running].map((each) => event(each, found.page.url))
    // whoever cannot know whether all is well does not say so
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
    // when all is well, what was closed is forgotten
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
    // also after the page has put other content in the place of the old
    if (host.parentNode !== place) place.append(host)
    view = said ? seen(said) : failures && plain('unknown', words.unknown)
    // what has not changed is not told again
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
        // the browser's own If-None-Match: one of ours would need a preflight
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
    // 1, 2, then 4 minutes, each a little longer by chance
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
}
