-- Brings one driver's hand in line with what he carries: KEYS[first] driver:{id}, then his orders, his
-- stats. Off duty he stays, whatever he is said to carry: that is for a person to see.
local function settle_hand(first, free_key, busy_key, order_id, driver_id, has)
  if has then redis.call('SADD', KEYS[first + 1], order_id) else redis.call('SREM', KEYS[first + 1], order_id) end
  local load = redis.call('SCARD', KEYS[first + 1])
  redis.call('HSET', KEYS[first + 2], 'deliveries_in_progress', load)
  local duty = redis.call('HGET', KEYS[first], 'status')
  if not duty or duty == 'hors_ligne' then return end
  redis.call('HSET', KEYS[first], 'status', load > 0 and 'occupé' or 'disponible')
  redis.call('SREM', load > 0 and free_key or busy_key, driver_id)
  redis.call('SADD', load > 0 and busy_key or free_key, driver_id)
end
