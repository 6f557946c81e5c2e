// Marks what the page already says; it never works out a status. All of it is true without it.
(() => {
  const page = document.documentElement
  const all = (selector) => document.querySelectorAll(selector)
  const words = /^en/.test(navigator.language) ? navigator.language : page.lang
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  const put = (when, options) => new Intl.DateTimeFormat('en-GB', options).format(when)
  const long = { day: 'numeric', month: 'long', year: 'numeric' }

  // the zone's letters: CET in British English, EST in American
  const clock = (when) => new Intl.DateTimeFormat(words, {
    hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' }).format(when)

  // as generator/render/words.py puts it: full, brief, long, end
  const inZone = (when, form, before) => {
    const isNear = when.toDateString() === (form === 'end' ? before : new Date()).toDateString()
    if (isNear && form && form !== 'long') return clock(when)
    if (form === 'long' || form === 'end') {
      return put(when, { weekday: 'long' }) + ' ' + put(when, long) + ', ' + clock(when)
    }
    const year = form && when.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' }
    const named = put(when, { day: 'numeric', month: 'short', ...year }).replace('Sept', 'Sep')
    return named + ', ' + clock(when)
  }

  const fromNow = (when) => {
    const minutes = Math.round((when - Date.now()) / 60000)
    const size = Math.abs(minutes)
    const [count, unit] = size < 90 ? [minutes, 'minute']
      : size < 2160 ? [minutes / 60, 'hour'] : [minutes / 1440, 'day']
    return new Intl.RelativeTimeFormat(page.lang).format(Math.round(count), unit).replace(/ /g, '\u00a0')
  }

  const mark = () => {
    const now = Date.now()
    for (const each of all('[data-after]')) each.hidden = now < Date.parse(each.dataset.after)
    for (const time of all('[data-relative]')) {
      const said = time.said ||= time.parentNode.insertBefore(document.createElement('span'), time.nextSibling)
      said.textContent = ' (' + fromNow(Date.parse(time.dateTime)) + ')'
    }
  }

  // in the site's own zone, only what is brief and not of today needs its day
  const isElsewhere = zone && zone !== page.dataset.zone
  let before
  for (const time of all('time')) {
    const when = new Date(time.dateTime)
    const isOld = time.dataset.form === 'brief' && when.toDateString() !== new Date().toDateString()
    if (isElsewhere || isOld) {
      time.title = time.textContent
      time.textContent = inZone(when, time.dataset.form, before)
    }
    before = when
  }
  if (isElsewhere) {
    document.getElementById('zone').textContent = 'your time zone, ' + zone.replace(/_/g, ' ')
  }
  // "I see an error": of the cards, those that show the message; all, where none does
  const lookUp = document.getElementById('look-up')
  if (lookUp) {
    const plain = (text) => text.toLowerCase().replace(/\s+/g, ' ').trim()
    const shows = (card, seen) => [...card.querySelectorAll('dd > code')].some((code) => {
      const message = plain(code.textContent)
      return seen.includes(message) || message.includes(seen)
    })
    lookUp.parentNode.hidden = false
    lookUp.oninput = () => {
      const seen = plain(lookUp.value)
      const cards = [...all('[data-messages]')]
      const isKnown = cards.some((card) => shows(card, seen))
      for (const card of cards) card.hidden = isKnown && !shows(card, seen)
      document.getElementById('looked-up').hidden = isKnown
    }
  }

  // a page that speaks of now asks its own host for news, about once a minute, while it is looked at
  const news = document.getElementById('news')
  const ask = async (known, pause) => {
    try {
      if (!document.hidden) {
        const status = await (await fetch(news.dataset.ask, { cache: 'no-cache' })).json()
        news.hidden = status.build === (known ||= status.build)
      }
      pause = 60000
    } catch {
      pause = Math.min(2 * pause, 300000)
    }
    setTimeout(ask, pause * (1 + Math.random() / 5), known, pause)
  }
  if (news && location.protocol.startsWith('http')) setTimeout(ask, 60000, '', 60000)

  mark()
  setInterval(mark, 30000)
})()
