-- Takes a pin, an unpin, a refusal or an allowance back: who was pinned, by whom, and who was refused is
-- again as it was, when nobody touched the order since.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}
-- ARGV[5] order id  ARGV[6] the driver it is about  ARGV[7] the version after what is taken back
-- ARGV[8] what it comes to: pin, unpin, refuse, allow
-- ARGV[9] who is pinned again, or ''  ARGV[10] by whom  ARGV[11] who is refused again: ids by comma, or ''
-- Replies {0, seq, version}; -1 unknown order, -3 not waiting, -9 operation reused, -11 somebody touched it
-- since, -17 it is so already. Events: plan_pinned, plan_unpinned, pair_refused, pair_allowed.
--- @include operation
--- @include order
--- @include choice

local TYPES = { pin = 'plan_pinned', unpin = 'plan_unpinned', refuse = 'pair_refused', allow = 'pair_allowed' }

local before = answered()
if before then return before end

local order = record_of(KEYS[5])
if not order.status then return { -1, 'order', ARGV[5] } end
local moved = moved_on(KEYS[5], ARGV[5], ARGV[7], order.version, order.status)
if moved then return moved end
if order.status ~= 'en_attente' then return wrong_status(KEYS[5]) end
if (order.pinned_driver or '') == ARGV[9] and (order.pinned_by or '') == ARGV[10]
  and (order.refused_drivers or '') == ARGV[11] then
  return { -17, 'order', ARGV[5], 'same', '1' }
end

keep_pinned(KEYS[5], order, ARGV[9], ARGV[10])
keep_refused(KEYS[5], order, ARGV[11])
return chosen(KEYS[5], order, ARGV[5], ARGV[8], TYPES[ARGV[8]], ARGV[6])
