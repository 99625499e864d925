-- Deletes an order that nobody carries. Its last record goes with the event; what was delivered stays
-- in the history.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] orders:status:{the status the caller read}  KEYS[7] orders:waiting
-- KEYS[8] orders:due  KEYS[9] orders:finished  KEYS[10] assignment:{order}
-- ARGV[5] order id  ARGV[6] status as the caller read it
-- Replies {0, seq, version}; -1 unknown order, -3 a driver carries it, -8 another status by now (read
-- again), -9 operation reused. Event: order_deleted.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local status = redis.call('HGET', KEYS[5], 'status')
if not status then return { -1, 'order', ARGV[5] } end
if status == 'assignée' or status == 'récupérée' then return wrong_status(KEYS[5]) end
if status ~= ARGV[6] then return { -8 } end

local version = set_status(KEYS[5], 'delete', status, 'deleted_at', now)
local reply = finish({ type = 'order_deleted', key = KEYS[5], order = ARGV[5],
  driver = redis.call('HGET', KEYS[5], 'driver_id') or '', version = version, status = status })
redis.call('DEL', KEYS[5], KEYS[10])
redis.call('SREM', KEYS[6], ARGV[5])
for i = 7, 9 do redis.call('ZREM', KEYS[i], ARGV[5]) end
return reply
