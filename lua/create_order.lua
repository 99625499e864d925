-- Creates an order that waits for a driver.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] orders:status:en_attente  KEYS[7] orders:waiting  KEYS[8] orders:due
-- ARGV[5] order id  ARGV[6] promised time: ms since 1970, or '+ms' after its creation
-- ARGV[7..] field, value, … of the order's hash
-- Replies {0, seq, version}; -9 operation reused, -10 the id exists. Event: order_created.
--- @include operation
--- @include order

local before = answered()
if before then return before end
if redis.call('EXISTS', KEYS[5]) == 1 then return { -10, 'order', ARGV[5] } end

local due = ARGV[6]
if string.sub(due, 1, 1) == '+' then
  due = string.format('%.0f', tonumber(now) + tonumber(string.sub(due, 2)))
end
redis.call('HSET', KEYS[5], unpack(ARGV, 7))
local version = set_status(KEYS[5], 'create', 'en_attente', 'created_at', now, 'due_at', due, 'attempts', '0')
redis.call('SADD', KEYS[6], ARGV[5])
redis.call('ZADD', KEYS[7], now, ARGV[5])
redis.call('ZADD', KEYS[8], due, ARGV[5])
return finish({ type = 'order_created', key = KEYS[5], order = ARGV[5], version = version, status = 'en_attente' })
