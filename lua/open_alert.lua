-- Opens an alert, once.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] alert:{kind}:{subject}  KEYS[6] alerts:open  KEYS[7] alerts:muted  KEYS[8] alerts:pending
-- ARGV[5] kind  ARGV[6] subject  ARGV[7] driver id or ''  ARGV[8] severity: warning, critical
-- ARGV[9..] field, value, … of what its sentence needs
-- Replies {0, seq, 0}; -9 operation reused, -10 open already. Event: alert_opened.
--- @include operation
--- @include alert

local before = answered()
if before then return before end
if alert.state == 'open' or alert.state == 'acknowledged' or alert.state == 'muted' then
  return { -10, 'kind', ARGV[5], 'subject', ARGV[6] }
end

redis.call('DEL', KEYS[5])
redis.call('ZREM', KEYS[8], member)
alert = { opened_at = now }
place(ARGV[8], 'open')
return step('opened', 'open', nil, 'kind', ARGV[5], 'subject', ARGV[6], 'driver', ARGV[7],
  'severity', ARGV[8], 'opened_at', now, unpack(ARGV, 9))
