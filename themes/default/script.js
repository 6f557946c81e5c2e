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
    return put(when, { day: 'numeric', month: 'short', ...year }) + ', ' + clock(when)
  }

  const fromNow = (when) => {
    const minutes = Math.round((when - Date.now()) / 60000)
    const size = Math.abs(minutes)
    const [count, unit] = size < 90 ? [minutes, 'minute']
      : size < 2160 ? [minutes / 60, 'hour'] : [minutes / 1440, 'day']
    return new Intl.RelativeTimeFormat(page.lang).format(Math.round(count), unit)
  }

  const mark = () => {
    const now = Date.now()
    for (const each of all('[data-after]')) each.hidden = now < Date.parse(each.dataset.after)
    for (const time of all('[data-relative]')) {
      const said = time.said ||= time.parentNode.insertBefore(document.createElement('span'), time.nextSibling)
      said.textContent = ' (' + fromNow(Date.parse(time.dateTime)) + ')'
    }
  }

  if (zone && zone !== page.dataset.zone) {
    let before
    for (const time of all('time')) {
      const when = new Date(time.dateTime)
      time.title = time.textContent
      time.textContent = inZone(when, time.dataset.form, before)
      before = when
    }
    document.getElementById('zone').textContent = 'your time zone, ' + zone.replace(/_/g, ' ')
  }
  mark()
  setInterval(mark, 30000)
})()
