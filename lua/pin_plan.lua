-- Holds the dispatch engine to one driver for a waiting order, or lets it choose again. Who is pinned is
-- no longer refused.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] driver:{id}  KEYS[7] driver:{id}:regions
-- ARGV[5] order id  ARGV[6] driver id, '' to unpin  ARGV[7] the version the caller saw, or ''
-- Replies {0, seq, version}; -1 unknown order, -2 unknown driver, -3 not waiting, -5 driver off duty, -6 he
-- does not work in the order's region, -9 operation reused, -11 the order moved on since the caller saw
-- it, -17 it is so already. Events: plan_pinned, plan_unpinned.
--- @include operation
--- @include order
--- @include choice

local before = answered()
if before then return before end

local order = record_of(KEYS[5])
local hindered = not_waiting(KEYS[5], order, ARGV[5], ARGV[7])
if hindered then return hindered end
local pinned = order.pinned_driver or ''
if pinned == ARGV[6] then return { -17, 'order', ARGV[5], 'driver', pinned, 'by', order.pinned_by or '' } end

if ARGV[6] == '' then
  keep_pinned(KEYS[5], order, '', '')
  return chosen(KEYS[5], order, ARGV[5], 'unpin', 'plan_unpinned', pinned)
end
-- Who is full now may be free in time.
local duty = redis.call('HGET', KEYS[6], 'status')
if not duty then return { -2, 'driver', ARGV[6] } end
if duty == 'hors_ligne' then return { -5, 'driver', ARGV[6] } end
local region = order.region or ''
if region ~= '' and redis.call('SISMEMBER', KEYS[7], region) == 0 then
  return { -6, 'driver', ARGV[6], 'region', region }
end
keep_pinned(KEYS[5], order, ARGV[6], ARGV[3])
keep_refused(KEYS[5], order, without(order.refused_drivers, ARGV[6]))
return chosen(KEYS[5], order, ARGV[5], 'pin', 'plan_pinned', ARGV[6])
