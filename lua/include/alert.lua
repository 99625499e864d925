-- What the scripts of alerts share.
-- KEYS[5] alert:{kind}:{subject}  KEYS[6] alerts:open  KEYS[7] alerts:muted
-- ARGV[5] kind  ARGV[6] subject  ARGV[7] driver id or ''
local member = ARGV[5] .. ':' .. ARGV[6]
local alert = record_of(KEYS[5])

-- The refusal when an alert is not in a state that a transition needs: it says who did what, and when.
local function not_so()
  local life = alert.life and cjson.decode(alert.life) or {}
  local last = life[#life] or {}
  return { -3, 'status', alert.state or '', 'kind', ARGV[5], 'subject', ARGV[6],
    'by', last.by or '', 'at', last.at or '', 'until', alert.muted_until or '' }
end

-- The place among the open ones: who nobody has in hand first, the worst of them first, then the newer.
-- A time in ms is below 1e13.
local function place(severity, state)
  local tier = (state == 'open' and 2 or 0) + (severity == 'critical' and 1 or 0)
  redis.call('ZADD', KEYS[6], tier * 1e13 + tonumber(alert.opened_at), member)
end

-- Longest life that is told: its beginning, and the newest steps.
local LIFE = 40

-- Sets fields, adds a step to the life, and appends the event. until_ms: when a mute ends.
local function step(what, state, until_ms, ...)
  local life = alert.life and cjson.decode(alert.life) or {}
  if #life >= LIFE then table.remove(life, 2) end
  life[#life + 1] = { what = what, at = now, by = ARGV[3], ['until'] = until_ms }
  local fields = { 'state', state, 'life', cjson.encode(life), ... }
  redis.call('HSET', KEYS[5], unpack(fields))
  for i = 1, #fields, 2 do alert[fields[i]] = fields[i + 1] end
  return finish({ type = 'alert_' .. what, record = alert, driver = ARGV[7] })
end
