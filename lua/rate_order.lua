-- The customer's rating of a delivered order. Moves the driver's mean, and drops the leaderboard's cache
-- when it moves by more than 0.1.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] driver:{id}  KEYS[7] driver:{id}:stats  KEYS[8] drivers:ratings
-- KEYS[9] cache:top_drivers  KEYS[10] driver:{id}:regions
-- ARGV[5] order id  ARGV[6] driver id as the caller read it  ARGV[7] rating, 1 to 5  ARGV[8] text, or ''
-- Replies {0, seq, version}; -1 unknown order (or gone from Redis: MongoDB has it), -3 not delivered,
-- -8 another driver by now (read again), -9 operation reused, -13 rated already. Event: order_rated.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local order = redis.call('HMGET', KEYS[5], 'status', 'driver_id', 'rating')
if not order[1] then return { -1, 'order', ARGV[5] } end
if order[1] ~= 'livrée' then return wrong_status(KEYS[5]) end
if order[3] then return { -13, 'order', ARGV[5], 'rating', order[3] } end
if (order[2] or '') ~= ARGV[6] then return { -8 } end

local version = set_status(KEYS[5], 'rate', 'livrée', 'rating', ARGV[7], 'review', ARGV[8], 'rated_at', now)
local old = redis.call('HGET', KEYS[6], 'rating')
-- A driver who was removed has no mean any more.
if redis.call('EXISTS', KEYS[6]) == 1 then
  local sum = redis.call('HINCRBY', KEYS[7], 'rating_sum', ARGV[7])
  local count = redis.call('HINCRBY', KEYS[7], 'rating_count', 1)
  local mean = tostring(tonumber(string.format('%.2f', sum / count)))
  redis.call('HSET', KEYS[6], 'rating', mean)
  redis.call('ZADD', KEYS[8], mean, ARGV[6])
  -- 4.6 − 4.5 is a little more than 0.1 in binary.
  if math.abs(tonumber(mean) - (tonumber(old) or 0)) > 0.1 + 1e-9 then redis.call('DEL', KEYS[9]) end
end
return finish({ type = 'order_rated', key = KEYS[5], order = ARGV[5], driver = ARGV[6], version = version,
  status = 'livrée', figures = driver_record(KEYS[6], KEYS[7], KEYS[10]) })
