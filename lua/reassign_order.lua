-- Moves an order from the driver who has it to another one, in one step; its status stays.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] assignment:{order}  KEYS[7] drivers:status:disponible
-- KEYS[8] drivers:status:occupé
-- KEYS[9] driver:{from}  KEYS[10] driver:{from}:orders  KEYS[11] driver:{from}:stats
-- KEYS[12] driver:{to}  KEYS[13] driver:{to}:orders  KEYS[14] driver:{to}:stats  KEYS[15] driver:{to}:regions
-- ARGV[5] order id  ARGV[6] driver who has it, as the caller read it  ARGV[7] driver who gets it
-- ARGV[8] the version the caller saw, or ''  ARGV[9] capacity of a driver whose hash names none
-- ARGV[10] the driver it is to be taken from, or '' for whoever has it  ARGV[11] why: JSON, or ''
-- Replies {0, seq, version}; -1 unknown order, -2 unknown driver, -3 nobody carries it, he has it
-- already, or another than ARGV[10] has it, -4 driver full, -5 driver off duty, -6 he does not work in the order's region, -8 another
-- driver has it by now (read again), -9 operation reused, -11 the order moved on since the caller saw it.
-- Event: order_reassigned.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local order = redis.call('HMGET', KEYS[5], 'status', 'version', 'driver_id', 'region')
if not order[1] then return { -1, 'order', ARGV[5] } end
local moved = moved_on(KEYS[5], ARGV[5], ARGV[8], order[2], order[1])
if moved then return moved end
if order[1] ~= 'assignée' and order[1] ~= 'récupérée' then return wrong_status(KEYS[5]) end
if (order[3] or '') ~= ARGV[6] then return { -8 } end
if ARGV[6] == ARGV[7] or (ARGV[10] ~= '' and ARGV[10] ~= ARGV[6]) then return wrong_status(KEYS[5]) end
local reason, name, duty = cannot_take(ARGV[7], KEYS[12], KEYS[13], KEYS[15], order[4] or '', ARGV[9])
if reason then return reason end

local version = set_status(KEYS[5], 'reassign', order[1], 'driver_id', ARGV[7],
  'driver_name', name, 'assigned_at', now, 'strategy', ARGV[4],
  'previous_driver', ARGV[6])
redis.call('SET', KEYS[6], ARGV[7])
release(ARGV[5], KEYS[9], KEYS[10], KEYS[11], KEYS[7], KEYS[8], ARGV[6])
hand_over(ARGV[5], KEYS[12], KEYS[13], KEYS[14], KEYS[7], KEYS[8], ARGV[7], duty)
return finish({ type = 'order_reassigned', key = KEYS[5], order = ARGV[5], driver = ARGV[7],
  version = version, status = order[1], why = ARGV[11] })
