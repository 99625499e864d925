-- Keeps the dispatch engine from giving a waiting order to one driver; he is unpinned where he was pinned.
-- Of more than a hundred refused for one order the oldest go.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] driver:{id}
-- ARGV[5] order id  ARGV[6] driver id  ARGV[7] the version the caller saw, or ''
-- Replies {0, seq, version}; -1 unknown order, -2 unknown driver, -3 not waiting, -9 operation reused,
-- -11 the order moved on since the caller saw it, -18 he is refused already. Event: pair_refused.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local order = record_of(KEYS[5])
if not order.status then return { -1, 'order', ARGV[5] } end
if order.status ~= 'en_attente' then return wrong_status(KEYS[5]) end
local moved = moved_on(KEYS[5], ARGV[5], ARGV[7], order.version, order.status)
if moved then return moved end
if redis.call('EXISTS', KEYS[6]) == 0 then return { -2, 'driver', ARGV[6] } end
if holds(order.refused_drivers, ARGV[6]) then return { -18, 'order', ARGV[5], 'driver', ARGV[6] } end

if order.pinned_driver == ARGV[6] then
  redis.call('HDEL', KEYS[5], 'pinned_driver', 'pinned_by')
  order.pinned_driver, order.pinned_by = nil, nil
end
local version = change(KEYS[5], order, 'refuse', 'en_attente', 'refused_drivers', with(order.refused_drivers, ARGV[6]))
return finish({ type = 'pair_refused', record = order, order = ARGV[5], driver = ARGV[6], version = version, status = 'en_attente' })
