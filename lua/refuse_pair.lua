-- Keeps the dispatch engine from giving a waiting order to one driver; he is unpinned where he was pinned.
-- Of more than a hundred refused for one order the oldest go.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] driver:{id}
-- ARGV[5] order id  ARGV[6] driver id  ARGV[7] the version the caller saw, or ''
-- Replies {0, seq, version}; -1 unknown order, -2 unknown driver, -3 not waiting, -9 operation reused,
-- -11 the order moved on since the caller saw it, -18 he is refused already. Event: pair_refused.
--- @include operation
--- @include order
--- @include choice

local before = answered()
if before then return before end

local order = record_of(KEYS[5])
local hindered = not_waiting(KEYS[5], order, ARGV[5], ARGV[7])
if hindered then return hindered end
if redis.call('EXISTS', KEYS[6]) == 0 then return { -2, 'driver', ARGV[6] } end
if holds(order.refused_drivers, ARGV[6]) then return { -18, 'order', ARGV[5], 'driver', ARGV[6] } end

if order.pinned_driver == ARGV[6] then keep_pinned(KEYS[5], order, '', '') end
keep_refused(KEYS[5], order, with(order.refused_drivers, ARGV[6]))
return chosen(KEYS[5], order, ARGV[5], 'refuse', 'pair_refused', ARGV[6])
