-- Sets how far the dispatch engine goes: off, suggest, automatic.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] settings
-- ARGV[5] mode  ARGV[6] why it turned itself down, or '' for a person's choice
-- ARGV[7] the mode where none was set  ARGV[8] only if this is the mode now, or ''
-- ARGV[9] only if it was set then (ms), or ''
-- Replies {0, seq, 0}; -9 operation reused, -17 it is so already, or no longer as ARGV[8] and ARGV[9] say.
-- A person who sets what the engine fell back to, or what holds while nobody chose, says so: it is his
-- choice from then on. Event: mode_changed.
--- @include operation

local before = answered()
if before then return before end

local set = redis.call('HMGET', KEYS[5], 'mode', 'mode_by', 'mode_at', 'mode_cause')
local mode = set[1] or ARGV[7]
local same = set[1] == ARGV[5] and (set[4] or '') == ARGV[6]
if same or (ARGV[8] ~= '' and ARGV[8] ~= mode) then
  return { -17, 'mode', mode, 'by', set[2] or '', 'at', set[3] or '', 'now', now }
end

-- The same mode, set again meanwhile: somebody's newer word.
if ARGV[9] ~= '' and ARGV[9] ~= (set[3] or '') then
  return { -17, 'mode', mode, 'by', set[2] or '', 'at', set[3] or '', 'now', now }
end

redis.call('HSET', KEYS[5], 'mode', ARGV[5], 'mode_by', ARGV[3], 'mode_at', now)
if ARGV[6] == '' then redis.call('HDEL', KEYS[5], 'mode_cause') else redis.call('HSET', KEYS[5], 'mode_cause', ARGV[6]) end
return finish({ type = 'mode_changed', record = { mode = ARGV[5], was = mode, cause = ARGV[6] } })
