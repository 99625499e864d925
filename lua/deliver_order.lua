-- The order is at the door. Counts it for the driver, its products and its client.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] orders:status:récupérée  KEYS[7] orders:status:livrée  KEYS[8] orders:due
-- KEYS[9] orders:finished  KEYS[10] assignment:{order}  KEYS[11] driver:{id}  KEYS[12] driver:{id}:orders
-- KEYS[13] driver:{id}:stats  KEYS[14] drivers:status:disponible  KEYS[15] drivers:status:occupé
-- KEYS[16] products:sold  KEYS[17] clients:spent  KEYS[18] driver:{id}:regions
-- KEYS[19..] product_sold:{product}, one an item
-- ARGV[5] order id  ARGV[6] driver id as the caller read it  ARGV[7] the version the caller saw, or ''
-- ARGV[8..] product ids of the items
-- Replies {0, seq, version}; -1 unknown order, -3 not picked up, -8 driver or items are others by now
-- (read again), -9 operation reused, -11 the order moved on since the caller saw it, -12 a number of it can't be counted. Event: order_delivered.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local order = redis.call('HMGET', KEYS[5], 'status', 'driver_id', 'items_count', 'amount_cents', 'client_id', 'version')
if not order[1] then return { -1, 'order', ARGV[5] } end
local moved = moved_on(KEYS[5], ARGV[5], ARGV[7], order[6], order[1])
if moved then return moved end
if order[1] ~= 'récupérée' then return wrong_status(KEYS[5]) end
if (order[2] or '') ~= ARGV[6] then return { -8 } end
-- Items as another program may have left them: no more than a hundred, those that name a product.
local products, quantities = {}, {}
for i = 0, math.min(tonumber(order[3]) or 0, 100) - 1 do
  local item = redis.call('HMGET', KEYS[5], 'item_' .. i .. '_product_id', 'item_' .. i .. '_quantity')
  if item[1] and item[1] ~= '' then
    products[#products + 1] = item[1]
    quantities[#quantities + 1] = tonumber(item[2]) or 1
  end
end
if #products ~= #ARGV - 7 then return { -8 } end
-- What is counted below must be whole, or a script breaks off in its middle.
local function is_whole(number) return number and number % 1 == 0 and math.abs(number) < 2 ^ 53 end
for i, product in ipairs(products) do
  if product ~= ARGV[7 + i] then return { -8 } end
  if not is_whole(quantities[i]) or not is_whole(tonumber(redis.call('GET', KEYS[18 + i]) or '0')) then
    return { -12, 'field', 'items', 'given', product .. ':' .. tostring(quantities[i]) }
  end
end
if order[4] and not is_whole(tonumber(order[4])) then return { -12, 'field', 'amount', 'given', order[4] } end
for _, figure in ipairs({ 'revenue_cents', 'deliveries_completed', 'deliveries_in_progress' }) do
  local kept = redis.call('HGET', KEYS[13], figure)
  if kept and not is_whole(tonumber(kept)) then return { -12, 'field', figure, 'given', kept } end
end

local cents = tonumber(order[4]) or 0
local version = set_status(KEYS[5], 'deliver', 'livrée', 'delivered_at', now,
  'driver_rating', redis.call('HGET', KEYS[11], 'rating') or '')
redis.call('SREM', KEYS[6], ARGV[5])
redis.call('SADD', KEYS[7], ARGV[5])
redis.call('ZREM', KEYS[8], ARGV[5])
redis.call('ZADD', KEYS[9], now, ARGV[5])
redis.call('DEL', KEYS[10])
release(ARGV[5], KEYS[11], KEYS[12], KEYS[13], KEYS[14], KEYS[15], ARGV[6])
redis.call('HINCRBY', KEYS[13], 'deliveries_completed', 1)
local revenue = redis.call('HINCRBY', KEYS[13], 'revenue_cents', cents)
redis.call('HSET', KEYS[13], 'revenue', string.format('%.2f', revenue / 100))
for i, product in ipairs(products) do
  redis.call('INCRBY', KEYS[18 + i], string.format('%.0f', quantities[i]))
  redis.call('ZINCRBY', KEYS[16], quantities[i], product)
end
if (order[5] or '') ~= '' then redis.call('ZINCRBY', KEYS[17], cents, order[5]) end
return finish({ type = 'order_delivered', key = KEYS[5], order = ARGV[5], driver = ARGV[6], version = version, status = 'livrée',
  figures = driver_record(KEYS[11], KEYS[13], KEYS[18]) })
