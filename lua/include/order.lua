-- Reads and writes that the transitions of an order share.

-- The refusal when an order is not in the status a transition needs: it says who moved it, and when.
-- Who only corrected or rated it, or told the engine what to plan, did not move it.
local STILL = { correct = true, rate = true, pin = true, unpin = true, refuse = true, allow = true }
local function wrong_status(order_key)
  local h = redis.call('HMGET', order_key, 'status', 'driver_id', 'updated_by', 'updated_at', 'last_transition')
  if STILL[h[5]] then h[3], h[4] = nil, nil end
  return { -3, 'status', h[1] or '', 'driver', h[2] or '', 'last', h[5] or '', 'by', h[3] or '', 'at', h[4] or '', 'now', now }
end

-- Sets the status and the fields that go with it; returns the order's new version.
-- known_status is the status as Vigie left it: another program's write makes the two differ.
-- last_transition is what an undo looks at; what an undo did is not undone again.
local function set_status(order_key, transition, status, ...)
  redis.call('HSET', order_key, 'status', status, 'known_status', status,
    'last_transition', ARGV[4] == 'undo' and 'undo' or transition,
    'updated_by', ARGV[3], 'updated_at', now, ...)
  return tostring(redis.call('HINCRBY', order_key, 'version', 1))
end

-- As set_status, for a script that has read the whole order: the record follows, and is the event's.
local function change(order_key, record, transition, status, ...)
  local version = string.format('%.0f', (tonumber(record.version) or 0) + 1)
  local fields = { 'status', status, 'known_status', status,
    'last_transition', ARGV[4] == 'undo' and 'undo' or transition,
    'updated_by', ARGV[3], 'updated_at', now, 'version', version, ... }
  redis.call('HSET', order_key, unpack(fields))
  for i = 1, #fields, 2 do record[fields[i]] = fields[i + 1] end
  return version
end

-- Moves an id from one set to another; also one that the first does not hold.
local function move(from, to, id)
  if redis.call('SMOVE', from, to, id) == 0 then redis.call('SADD', to, id) end
end

-- Takes an order off its driver's hands; he is free again when he carries nothing more.
local function release(order_id, driver_key, carried_key, stats_key, free_key, busy_key, driver_id)
  if redis.call('SREM', carried_key, order_id) == 1 then
    redis.call('HINCRBY', stats_key, 'deliveries_in_progress', -1)
  end
  if redis.call('HGET', driver_key, 'status') == 'occupé' and redis.call('SCARD', carried_key) == 0 then
    redis.call('HSET', driver_key, 'status', 'disponible')
    redis.call('SMOVE', busy_key, free_key, driver_id)
  end
end

-- Puts an order into a driver's hands: he is busy from now on. duty: his status until now.
local function hand_over(order_id, driver_key, carried_key, stats_key, free_key, busy_key, driver_id, duty)
  redis.call('SADD', carried_key, order_id)
  redis.call('HINCRBY', stats_key, 'deliveries_in_progress', 1)
  if duty ~= 'occupé' then redis.call('HSET', driver_key, 'status', 'occupé') end
  if redis.call('SADD', busy_key, driver_id) == 1 then redis.call('SREM', free_key, driver_id) end
end

-- Ids by comma, as the hash of an order keeps who was refused for it.
local function holds(list, id)
  return string.find(',' .. (list or '') .. ',', ',' .. id .. ',', 1, true) ~= nil
end

-- Most ids of such a list: every later event carries it.
local MOST_IDS = 100

-- The list with one more; of too many the oldest go.
local function with(list, id)
  if holds(list, id) then return list end
  local ids = {}
  for each in string.gmatch(list or '', '[^,]+') do ids[#ids + 1] = each end
  ids[#ids + 1] = id
  return table.concat(ids, ',', math.max(1, #ids - MOST_IDS + 1))
end

local function without(list, id)
  local rest = {}
  for each in string.gmatch(list or '', '[^,]+') do
    if each ~= id then rest[#rest + 1] = each end
  end
  return table.concat(rest, ',')
end

-- Why a driver can't take an order of this region, or nil; then his name and his status.
local function cannot_take(driver_id, driver_key, carried_key, regions_key, region, default_capacity)
  local driver = redis.call('HMGET', driver_key, 'status', 'capacity', 'name')
  if not driver[1] then return { -2, 'driver', driver_id } end
  if driver[1] == 'hors_ligne' then return { -5, 'driver', driver_id } end
  local load = redis.call('SCARD', carried_key)
  local capacity = tonumber(driver[2]) or tonumber(default_capacity)
  if load >= capacity then
    return { -4, 'driver', driver_id, 'load', tostring(load), 'capacity', tostring(capacity) }
  end
  if region ~= '' and redis.call('SISMEMBER', regions_key, region) == 0 then
    return { -6, 'driver', driver_id, 'region', region }
  end
  return nil, driver[3] or driver_id, driver[1]
end

-- The refusal when an order moved on since the caller saw it, or nil.
local function moved_on(order_key, order_id, expected, version, status)
  if expected == '' or expected == (version or '0') then return nil end
  local h = redis.call('HMGET', order_key, 'updated_by', 'updated_at', 'last_transition')
  return { -11, 'order', order_id, 'status', status, 'last', h[3] or '', 'by', h[1] or '', 'at', h[2] or '', 'now', now }
end

-- The refusal when an order, as it was read, does not wait as the caller saw it, or nil.
local function not_waiting(order_key, order, order_id, expected)
  if not order.status then return { -1, 'order', order_id } end
  if order.status ~= 'en_attente' then return wrong_status(order_key) end
  return moved_on(order_key, order_id, expected, order.version, order.status)
end

-- Takes an order back from its driver: it waits again, with its old place in the queue.
-- KEYS[6] the status set that has it  KEYS[7] orders:status:en_attente  KEYS[8] orders:waiting
-- KEYS[9] assignment:{order}  KEYS[10..14] the driver's hand, as release takes it
local function requeue(order_id, driver_id, created)
  redis.call('SREM', KEYS[6], order_id)
  redis.call('SADD', KEYS[7], order_id)
  redis.call('ZADD', KEYS[8], tonumber(created) or now, order_id)
  redis.call('DEL', KEYS[9])
  release(order_id, KEYS[10], KEYS[11], KEYS[12], KEYS[13], KEYS[14], driver_id)
end
