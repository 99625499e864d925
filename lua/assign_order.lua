-- Gives a waiting order to a driver.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] orders:status:en_attente  KEYS[7] orders:status:assignée
-- KEYS[8] orders:waiting  KEYS[9] assignment:{order}  KEYS[10] driver:{id}  KEYS[11] driver:{id}:orders
-- KEYS[12] driver:{id}:stats  KEYS[13] driver:{id}:regions
-- KEYS[14] drivers:status:disponible  KEYS[15] drivers:status:occupé
-- ARGV[5] order id  ARGV[6] driver id  ARGV[7] the version the caller saw, or ''
-- ARGV[8] capacity of a driver whose hash names none
-- Replies {0, seq, version}; -1 unknown order, -2 unknown driver, -3 not waiting, -4 driver full,
-- -5 driver off duty, -6 he does not work in the order's region, -9 operation reused,
-- -11 the order moved on since the caller saw it. Event: order_assigned.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local order = record_of(KEYS[5])
if not order.status then return { -1, 'order', ARGV[5] } end
if order.status ~= 'en_attente' then return wrong_status(KEYS[5]) end
local moved = moved_on(KEYS[5], ARGV[5], ARGV[7], order.version, order.status)
if moved then return moved end
local reason, name, duty = cannot_take(ARGV[6], KEYS[10], KEYS[11], KEYS[13], order.region or '', ARGV[8])
if reason then return reason end

local version = change(KEYS[5], order, 'assign', 'assignée', 'driver_id', ARGV[6],
  'driver_name', name, 'assigned_at', now, 'strategy', ARGV[4])
move(KEYS[6], KEYS[7], ARGV[5])
redis.call('ZREM', KEYS[8], ARGV[5])
redis.call('SET', KEYS[9], ARGV[6])
hand_over(ARGV[5], KEYS[10], KEYS[11], KEYS[12], KEYS[14], KEYS[15], ARGV[6], duty)
return finish({ type = 'order_assigned', record = order, order = ARGV[5], driver = ARGV[6], version = version, status = 'assignée' })
