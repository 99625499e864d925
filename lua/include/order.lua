-- Reads and writes that the transitions of an order share.

-- The refusal when an order is not in the status a transition needs: it says who moved it, and when.
local function wrong_status(order_key)
  local h = redis.call('HMGET', order_key, 'status', 'driver_id', 'updated_by', 'updated_at')
  return { -3, 'status', h[1] or '', 'driver', h[2] or '', 'by', h[3] or '', 'at', h[4] or '' }
end

-- Sets the status and the fields that go with it; returns the order's new version.
-- known_status is the status as Vigie left it: another program's write makes the two differ.
local function set_status(order_key, status, ...)
  redis.call('HSET', order_key, 'status', status, 'known_status', status,
    'updated_by', ARGV[3], 'updated_at', now, ...)
  return tostring(redis.call('HINCRBY', order_key, 'version', 1))
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
