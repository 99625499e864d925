-- The part that every recorded transition shares.
-- KEYS[1] op:{operation id}  KEYS[2] events  KEYS[3] events:seq  KEYS[4] epoch
-- ARGV[1] digest of the arguments  ARGV[2] ms since 1970, '' for Redis' own clock
-- ARGV[3] who asks  ARGV[4] how: strategy, reason, ''
local function clock()
  if ARGV[2] ~= '' then return ARGV[2] end
  local time = redis.call('TIME')
  return time[1] .. string.sub('000000' .. time[2], -6, -4)
end

local now = clock()
local kept, epoch = unpack(redis.call('MGET', KEYS[1], KEYS[4]))

-- The answer that this operation id was given before, or nil. Only successes are kept.
local function answered()
  if not kept then return nil end
  local digest, seq, version = string.match(kept, '^(%S*) (%d+) (%d+)$')
  if digest ~= ARGV[1] then return { -9 } end
  return { 0, seq, version }
end

-- Hashes as one table of fields.
local function record_of(...)
  local record = {}
  for _, key in ipairs({ ... }) do
    local flat = redis.call('HGETALL', key)
    for i = 1, #flat, 2 do record[flat[i]] = flat[i + 1] end
  end
  return record
end

-- All that is known of a driver: his hash, his figures, where he works. Every event about him has all of
-- it, so that the order in which MongoDB hears of them does not matter.
local function driver_record(driver_key, stats_key, regions_key)
  local record = record_of(driver_key, stats_key)
  record.regions = table.concat(redis.call('SMEMBERS', regions_key), ',')
  return record
end

-- Appends the event that this transition is, and keeps the answer for ten minutes. event.record is the
-- subject as it is now, where the script has it; else event.key names the hash that is its record.
-- event.figures is the driver's whole record where an order's transition changed his figures; event.why is
-- what an assignment was weighed by, as JSON.
local function finish(event)
  local seq = redis.call('INCR', KEYS[3])
  local record = event.record or record_of(event.key)
  redis.call('XADD', KEYS[2], '*',
    'seq', seq, 'epoch', epoch or '0',
    'type', event.type, 'at', now, 'by', ARGV[3], 'via', ARGV[4],
    'order', event.order or '', 'driver', event.driver or '',
    'version', event.version or '0', 'status', event.status or '',
    'record', cjson.encode(record),
    'driver_record', event.figures and cjson.encode(event.figures) or '',
    'why', event.why or '')
  redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. seq .. ' ' .. (event.version or '0'), 'EX', 600)
  return { 0, tostring(seq), tostring(event.version or '0') }
end
