-- Gives a waiting order to a driver.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5..15], ARGV[5..9] see include/assign.lua
-- Replies {0, seq, version}; -1 unknown order, -2 unknown driver, -3 not waiting, -4 driver full,
-- -5 driver off duty, -6 he does not work in the order's region, -9 operation reused,
-- -11 the order moved on since the caller saw it. Event: order_assigned.
--- @include operation
--- @include order

local before = answered()
if before then return before end

--- @include assign
return hindrance() or give()
