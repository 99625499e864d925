-- Gives a waiting order to the driver that the dispatch engine planned for it. A person's choice stands:
-- only in automatic mode, as the engine saw the order, to nobody who was refused, to who was pinned.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5..15], ARGV[5..9] see include/assign.lua  KEYS[16] settings  KEYS[17] lease:planner
-- ARGV[10] who holds the lease
-- Replies {0, seq, version}; -1 unknown order, -2 unknown driver, -3 not waiting, -4 driver full,
-- -5 driver off duty, -6 he does not work in the order's region, -9 operation reused, -11 the order moved on
-- since the caller saw it, -18 he was refused for it, -19 another was pinned, -20 the mode is not automatic,
-- -21 another process plans by now. Event: order_assigned.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local mode = redis.call('HGET', KEYS[16], 'mode')
if mode ~= 'automatic' then return { -20 } end
if redis.call('GET', KEYS[17]) ~= ARGV[10] then return { -21 } end
--- @include assign
local hindered = hindrance()
if hindered then return hindered end
if holds(order.refused_drivers, ARGV[6]) then return { -18, 'order', ARGV[5], 'driver', ARGV[6] } end
local pinned = order.pinned_driver or ''
if pinned ~= '' and pinned ~= ARGV[6] then
  return { -19, 'order', ARGV[5], 'driver', pinned, 'by', order.pinned_by or '' }
end
return give()
