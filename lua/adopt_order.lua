-- Takes in what another program wrote of an order: gives it a version, brings the indexes in line with
-- its status, and records the event, so that it shows in lists and reaches MongoDB.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6..10] orders:status:{en_attente, assignée, récupérée, livrée, annulée}
-- KEYS[11] orders:waiting  KEYS[12] orders:due  KEYS[13] orders:finished  KEYS[14] assignment:{order}
-- KEYS[15] drivers:status:disponible  KEYS[16] drivers:status:occupé
-- then three a driver, first the one who has it now, then the one it was taken from, as far as there are:
-- driver:{id}, driver:{id}:orders, driver:{id}:stats
-- ARGV[5] order id  ARGV[6] driver who has it, or ''  ARGV[7] driver of our last transition, or ''
-- ARGV[8] ms from its creation to the promised time when it names none
-- ARGV[9] '1' for a repair: its hash is right, whatever the indexes say, and it is recorded in any case
-- Replies {0, seq, version}; -1 no such hash, -3 nothing to take in, -8 the drivers are others by now (read again),
-- -9 operation reused. Event: order_adopted.
--- @include operation
--- @include order
--- @include hand

local before = answered()
if before then return before end

local STATUSES = { 'en_attente', 'assignée', 'récupérée', 'livrée', 'annulée' }
-- The same words as another program may spell them: é as e and a combining accent.
local DECOMPOSED = { ['assigne\204\129e'] = 'assignée', ['re\204\129cupe\204\129re\204\129e'] = 'récupérée',
  ['livre\204\129e'] = 'livrée', ['annule\204\129e'] = 'annulée' }

local order = redis.call('HMGET', KEYS[5], 'status', 'known_status', 'driver_id', 'created_at', 'due_at', 'amount', 'amount_cents', 'delivered_at', 'cancelled_at', 'version', 'refused_drivers')
if redis.call('EXISTS', KEYS[5]) == 0 then return { -1, 'order', ARGV[5] } end
local repair = ARGV[9] == '1'
local assigned = not repair and redis.call('GET', KEYS[14]) or order[3] or ''
if assigned ~= ARGV[6] or (order[3] or '') ~= ARGV[7] then return { -8 } end

-- The hash's own word wins where a set agrees with it or the hash moved; else the set that is news.
local said = DECOMPOSED[order[1]] or order[1]
local known = order[2]
local spoken = false
for _, word in ipairs(STATUSES) do spoken = spoken or word == said end
-- A word that is no status says nothing: the order stays where it was.
if not spoken then said = known end
local member, news = {}, nil
for i, status in ipairs(STATUSES) do
  if redis.call('SISMEMBER', KEYS[5 + i], ARGV[5]) == 1 then
    member[status] = true
    if status ~= known then news = status end
  end
end
local status
if repair and said then status = said
elseif said and member[said] and said ~= known then status = said
elseif news then status = news
else status = said or 'en_attente' end
local index
for i, word in ipairs(STATUSES) do if word == status then index = i end end
if not index then status, index = 'en_attente', 1 end

-- The caller saw it in the middle of a transition of ours: there is nothing to take in.
local settled = order[10] and order[1] == status and known == status and member[status]
for word in pairs(member) do settled = settled and word == status end
if settled and not repair and (assigned == (order[3] or '') or index > 3) then return wrong_status(KEYS[5]) end

for i = 1, #STATUSES do
  if i ~= index then redis.call('SREM', KEYS[5 + i], ARGV[5]) end
end
redis.call('SADD', KEYS[5 + index], ARGV[5])

local created = tonumber(order[4]) or tonumber(now)
local due = tonumber(order[5]) or created + tonumber(ARGV[8])
local fields = { 'created_at', string.format('%.0f', created), 'due_at', string.format('%.0f', due) }
if not tonumber(order[7]) and tonumber(order[6]) then
  fields[#fields + 1] = 'amount_cents'
  fields[#fields + 1] = string.format('%.0f', tonumber(order[6]) * 100)
end
local driver = ARGV[6]
if status == 'en_attente' then driver = '' end
if driver ~= '' then
  fields[#fields + 1] = 'driver_id'
  fields[#fields + 1] = driver
  fields[#fields + 1] = 'driver_name'
  fields[#fields + 1] = redis.call('HGET', KEYS[17], 'name') or driver
end
if status == 'livrée' and not order[8] then
  fields[#fields + 1] = 'delivered_at'
  fields[#fields + 1] = now
end
if status == 'annulée' and not order[9] then
  fields[#fields + 1] = 'cancelled_at'
  fields[#fields + 1] = now
end
if driver == '' then redis.call('HDEL', KEYS[5], 'driver_id', 'driver_name') end
if status ~= 'en_attente' then redis.call('HDEL', KEYS[5], 'pinned_driver', 'pinned_by') end
-- Another program took it from its driver: the dispatch engine does not give it to him again.
local taken_from = ARGV[7] ~= '' and ARGV[7] or ARGV[6]
if not repair and known == 'assignée' and status == 'en_attente' and taken_from ~= '' then
  redis.call('HSET', KEYS[5], 'refused_drivers', with(order[11], taken_from))
end
local version = set_status(KEYS[5], 'adopt', status, unpack(fields))

local open = index <= 3
if status == 'en_attente' then redis.call('ZADD', KEYS[11], created, ARGV[5]) else redis.call('ZREM', KEYS[11], ARGV[5]) end
if open then redis.call('ZADD', KEYS[12], due, ARGV[5]) else redis.call('ZREM', KEYS[12], ARGV[5]) end
if open then redis.call('ZREM', KEYS[13], ARGV[5]) else redis.call('ZADD', KEYS[13], 'NX', now, ARGV[5]) end
local carried = driver ~= '' and open
if carried then redis.call('SET', KEYS[14], driver) else redis.call('DEL', KEYS[14]) end

if ARGV[6] ~= '' then settle_hand(17, KEYS[15], KEYS[16], ARGV[5], ARGV[6], carried) end
if ARGV[7] ~= '' and ARGV[7] ~= ARGV[6] then settle_hand(ARGV[6] ~= '' and 20 or 17, KEYS[15], KEYS[16], ARGV[5], ARGV[7], false) end
return finish({ type = 'order_adopted', key = KEYS[5], order = ARGV[5], driver = driver, version = version, status = status })
