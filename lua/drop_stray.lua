-- Takes an order's id out of an index where it does not belong.
-- KEYS[1] order:{id}  KEYS[2] the index: a set, a sorted set, or the order's own assignment
-- ARGV[1] order id  ARGV[2] the driver whose hand the index is, or ''
-- Replies {0}; -8 it does belong there (by now).
local order = redis.call('HMGET', KEYS[1], 'status', 'driver_id')
local open = order[1] == 'assignée' or order[1] == 'récupérée'
local belongs = order[1] and (ARGV[2] == '' or (open and order[2] == ARGV[2]))
if belongs then return { -8 } end

local kind = redis.call('TYPE', KEYS[2]).ok
if kind == 'zset' then redis.call('ZREM', KEYS[2], ARGV[1])
elseif kind == 'set' then redis.call('SREM', KEYS[2], ARGV[1])
else redis.call('DEL', KEYS[2]) end
return { 0 }
