-- What gives a waiting order to a driver, whoever decides: assign_order and commit_plan.
-- KEYS[5] order:{id}  KEYS[6] orders:status:en_attente  KEYS[7] orders:status:assignée
-- KEYS[8] orders:waiting  KEYS[9] assignment:{order}  KEYS[10] driver:{id}  KEYS[11] driver:{id}:orders
-- KEYS[12] driver:{id}:stats  KEYS[13] driver:{id}:regions
-- KEYS[14] drivers:status:disponible  KEYS[15] drivers:status:occupé
-- ARGV[5] order id  ARGV[6] driver id  ARGV[7] the version the caller saw, or ''
-- ARGV[8] capacity of a driver whose hash names none  ARGV[9] why: JSON, or ''
local order = record_of(KEYS[5])
local driver_name, driver_duty

-- Why it can't be given, or nil.
local function hindrance()
  local hindered = not_waiting(KEYS[5], order, ARGV[5], ARGV[7])
  if hindered then return hindered end
  local reason
  reason, driver_name, driver_duty =
    cannot_take(ARGV[6], KEYS[10], KEYS[11], KEYS[13], order.region or '', ARGV[8])
  return reason
end

-- Gives it. What a person had pinned is over; who was refused stays so, but for who has it now.
local function give()
  if order.pinned_driver then
    redis.call('HDEL', KEYS[5], 'pinned_driver', 'pinned_by')
    order.pinned_driver, order.pinned_by = nil, nil
  end
  if holds(order.refused_drivers, ARGV[6]) then
    order.refused_drivers = without(order.refused_drivers, ARGV[6])
    redis.call('HSET', KEYS[5], 'refused_drivers', order.refused_drivers)
  end
  local version = change(KEYS[5], order, 'assign', 'assignée', 'driver_id', ARGV[6],
    'driver_name', driver_name, 'assigned_at', now, 'strategy', ARGV[4])
  move(KEYS[6], KEYS[7], ARGV[5])
  redis.call('ZREM', KEYS[8], ARGV[5])
  redis.call('SET', KEYS[9], ARGV[6])
  hand_over(ARGV[5], KEYS[10], KEYS[11], KEYS[12], KEYS[14], KEYS[15], ARGV[6], driver_duty)
  return finish({ type = 'order_assigned', record = order, order = ARGV[5], driver = ARGV[6],
    version = version, status = 'assignée', why = ARGV[9] })
end
