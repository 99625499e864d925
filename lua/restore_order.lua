-- Puts an order back as MongoDB has it, where Redis has none or an older version. No event: MongoDB told it.
-- KEYS[1] order:{id}  KEYS[2..6] orders:status:{en_attente, assignée, récupérée, livrée, annulée}
-- KEYS[7] orders:waiting  KEYS[8] orders:due  KEYS[9] orders:finished  KEYS[10] assignment:{order}
-- KEYS[11] drivers:status:disponible  KEYS[12] drivers:status:occupé
-- then three a driver, first the one who carries it, then the one who has it here, as far as there are:
-- driver:{id}, driver:{id}:orders, driver:{id}:stats
-- ARGV[1] order id  ARGV[2] version  ARGV[3] status  ARGV[4] driver who carries it, or ''
-- ARGV[5] driver who has it here, as the caller read it, or ''
-- ARGV[6] created  ARGV[7] promised  ARGV[8] finished, ms since 1970  ARGV[9..] field, value, … of the hash
-- Replies {0}; -8 another driver has it here by now (read again), -11 what is here is as new.
--- @include hand

local here = redis.call('HMGET', KEYS[1], 'version', 'driver_id')
if here[1] and tonumber(here[1]) >= tonumber(ARGV[2]) then return { -11, 'order', ARGV[1] } end
if (here[2] or '') ~= ARGV[5] then return { -8 } end

redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'status', ARGV[3], 'known_status', ARGV[3], 'version', ARGV[2], unpack(ARGV, 9))
local index = 0
for i, status in ipairs({ 'en_attente', 'assignée', 'récupérée', 'livrée', 'annulée' }) do
  if status == ARGV[3] then
    index = i
    redis.call('SADD', KEYS[1 + i], ARGV[1])
  else
    redis.call('SREM', KEYS[1 + i], ARGV[1])
  end
end
local open = index <= 3
if index == 1 then redis.call('ZADD', KEYS[7], ARGV[6], ARGV[1]) else redis.call('ZREM', KEYS[7], ARGV[1]) end
if open then redis.call('ZADD', KEYS[8], ARGV[7], ARGV[1]) else redis.call('ZREM', KEYS[8], ARGV[1]) end
if open then redis.call('ZREM', KEYS[9], ARGV[1]) else redis.call('ZADD', KEYS[9], ARGV[8], ARGV[1]) end
if ARGV[4] ~= '' then redis.call('SET', KEYS[10], ARGV[4]) else redis.call('DEL', KEYS[10]) end

if ARGV[4] ~= '' then settle_hand(13, KEYS[11], KEYS[12], ARGV[1], ARGV[4], true) end
if ARGV[5] ~= '' and ARGV[5] ~= ARGV[4] then
  settle_hand(ARGV[4] ~= '' and 16 or 13, KEYS[11], KEYS[12], ARGV[1], ARGV[5], false)
end
return { 0 }
