-- A driver's position. No event: positions are far more frequent than transitions, and replaceable.
-- KEYS[1] driver:{id}  KEYS[2] drivers_locations  KEYS[3] drivers:last_seen  KEYS[4] driver:{id}:track
-- ARGV[1] driver id  ARGV[2] longitude  ARGV[3] latitude  ARGV[4] ms since 1970, '' for Redis' clock
-- Replies {0}; -2 unknown driver, -5 off duty. A position older than the last one changes nothing.
local now = ARGV[4]
if now == '' then
  local time = redis.call('TIME')
  now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
end

local status = redis.call('HGET', KEYS[1], 'status')
if not status then return { -2, 'driver', ARGV[1] } end
if status == 'hors_ligne' then return { -5, 'driver', ARGV[1] } end
local seen = redis.call('ZSCORE', KEYS[3], ARGV[1])
if seen and tonumber(seen) > tonumber(now) then return { 0 } end

redis.call('GEOADD', KEYS[2], ARGV[2], ARGV[3], ARGV[1])
redis.call('ZADD', KEYS[3], now, ARGV[1])

-- The track keeps a point every 50 m or 30 s, for two hours.
local last = redis.call('XREVRANGE', KEYS[4], '+', '-', 'COUNT', 1)[1]
local keep = true
local field = {}
if last then
  for i = 1, #last[2], 2 do field[last[2][i]] = tonumber(last[2][i + 1]) end
end
-- Another program's point may lack one of them.
if field.lat and field.lon and field.at then
  -- Flat earth is exact enough for 50 m: 111,226 m a degree on Redis' own sphere.
  local dy = (tonumber(ARGV[3]) - field.lat) * 111226
  local dx = (tonumber(ARGV[2]) - field.lon) * 111226 * math.cos(math.rad(field.lat))
  keep = dx * dx + dy * dy >= 2500 or tonumber(now) - field.at >= 30000
end
if keep then
  redis.call('XADD', KEYS[4], 'MAXLEN', '~', 2000, '*', 'lon', ARGV[2], 'lat', ARGV[3], 'at', now)
  local oldest = string.format('%.0f', tonumber(now) - 7200000)
  redis.call('XTRIM', KEYS[4], 'MINID', '~', oldest)
end
return { 0 }
