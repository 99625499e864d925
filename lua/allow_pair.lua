-- Lets the dispatch engine give a waiting order to a driver again who was refused for it, on duty or not.
-- Who is pinned stays so.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}
-- ARGV[5] order id  ARGV[6] driver id  ARGV[7] the version the caller saw, or ''
-- Replies {0, seq, version}; -1 unknown order, -3 not waiting, -9 operation reused, -11 the order moved on
-- since the caller saw it, -17 he is not refused. Event: pair_allowed.
--- @include operation
--- @include order
--- @include choice

local before = answered()
if before then return before end

local order = record_of(KEYS[5])
local hindered = not_waiting(KEYS[5], order, ARGV[5], ARGV[7])
if hindered then return hindered end
if not holds(order.refused_drivers, ARGV[6]) then return { -17, 'order', ARGV[5], 'allowed', ARGV[6] } end

keep_refused(KEYS[5], order, without(order.refused_drivers, ARGV[6]))
return chosen(KEYS[5], order, ARGV[5], 'allow', 'pair_allowed', ARGV[6])
