-- Brings a driver's indexes in line with his hash and with what he carries.
-- KEYS[1] driver:{id}  KEYS[2] drivers:all  KEYS[3] drivers:ratings  KEYS[4] drivers:status:disponible
-- KEYS[5] drivers:status:occupé  KEYS[6] drivers:status:hors_ligne  KEYS[7] driver:{id}:orders
-- KEYS[8] driver:{id}:stats  KEYS[9] drivers_locations  KEYS[10] drivers:last_seen
-- ARGV[1] driver id
-- Replies {0}. Without a hash he is taken out of every index.
local driver = redis.call('HMGET', KEYS[1], 'status', 'rating')
local known = redis.call('EXISTS', KEYS[1]) == 1
local load = redis.call('SCARD', KEYS[7])

local status = driver[1]
if known and (status ~= 'hors_ligne' or load > 0) then
  -- Who carries something is on duty.
  status = load > 0 and 'occupé' or 'disponible'
  redis.call('HSET', KEYS[1], 'status', status)
end
if known then
  redis.call('SADD', KEYS[2], ARGV[1])
  if tonumber(driver[2]) then redis.call('ZADD', KEYS[3], driver[2], ARGV[1]) else redis.call('ZREM', KEYS[3], ARGV[1]) end
  redis.call('HSET', KEYS[8], 'deliveries_in_progress', load)
else
  redis.call('SREM', KEYS[2], ARGV[1])
  redis.call('ZREM', KEYS[3], ARGV[1])
end
for i, word in ipairs({ 'disponible', 'occupé', 'hors_ligne' }) do
  if known and word == status then redis.call('SADD', KEYS[3 + i], ARGV[1]) else redis.call('SREM', KEYS[3 + i], ARGV[1]) end
end
if not known or status == 'hors_ligne' then
  redis.call('ZREM', KEYS[9], ARGV[1])
  redis.call('ZREM', KEYS[10], ARGV[1])
end
return { 0 }
