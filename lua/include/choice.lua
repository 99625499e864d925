-- What people chose for the plan of an order: who is pinned, who is refused. `order` is its record.

-- Keeps who is refused, where that changes; where nobody is, there is no field.
local function keep_refused(order_key, order, list)
  if list == (order.refused_drivers or '') then return end
  if list == '' then
    redis.call('HDEL', order_key, 'refused_drivers')
    order.refused_drivers = nil
  else
    redis.call('HSET', order_key, 'refused_drivers', list)
    order.refused_drivers = list
  end
end

-- Keeps who is pinned, '' for nobody, and by whom.
local function keep_pinned(order_key, order, driver, by)
  if driver == '' then
    redis.call('HDEL', order_key, 'pinned_driver', 'pinned_by')
    order.pinned_driver, order.pinned_by = nil, nil
  else
    redis.call('HSET', order_key, 'pinned_driver', driver, 'pinned_by', by)
    order.pinned_driver, order.pinned_by = driver, by
  end
end

-- Ends a choice: the order waits on, one version later, and `event` tells it.
local function chosen(order_key, order, order_id, what, event, driver)
  local version = change(order_key, order, what, 'en_attente')
  return finish({ type = event, record = order, order = order_id, driver = driver,
    version = version, status = 'en_attente' })
end
