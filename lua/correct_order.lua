-- Corrects what was noted of an open order: note, address, phone, promised time.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] orders:due
-- ARGV[5] order id  ARGV[6] promised time in ms since 1970, or ''  ARGV[7..] field, value, … that change
-- Replies {0, seq, version}; -1 unknown order, -3 finished already, -9 operation reused.
-- Event: order_corrected.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local status = redis.call('HGET', KEYS[5], 'status')
if not status then return { -1, 'order', ARGV[5] } end
if status == 'livrée' or status == 'annulée' then return wrong_status(KEYS[5]) end

local version = set_status(KEYS[5], 'correct', status, unpack(ARGV, 7))
if ARGV[6] ~= '' then
  redis.call('HSET', KEYS[5], 'due_at', ARGV[6])
  redis.call('ZADD', KEYS[6], ARGV[6], ARGV[5])
end
return finish({ type = 'order_corrected', key = KEYS[5], order = ARGV[5],
  driver = redis.call('HGET', KEYS[5], 'driver_id') or '', version = version, status = status })
