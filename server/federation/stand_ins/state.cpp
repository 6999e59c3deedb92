#include "server/federation/stand_ins/state.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <numeric>
#include <utility>

#include "server/api/json.h"
#include "server/api/json_object.h"
#include "server/util/strings.h"
#include "server/util/time_text.h"
#include "storage/store.h"

namespace rockpool::federation {
namespace {

using api::JsonObject;
using api::JsonValue;

constexpr std::size_t kMostKnown = 200;

// Reading: what is absent is as it is by default.

std::string TextIn(const JsonValue& object, const char* name) {
  const auto member = object.FindMember(name);
  return member == object.MemberEnd() ? std::string() : std::string(api::TextOf(member->value));
}

std::int64_t NumberIn(const JsonValue& object, const char* name) {
  const auto member = object.FindMember(name);
  return member == object.MemberEnd() ? 0 : member->value.GetInt64();
}

bool FlagIn(const JsonValue& object, const char* name) {
  const auto member = object.FindMember(name);
  return member != object.MemberEnd() && member->value.GetBool();
}

template <class Read>
void ReadList(const JsonValue& object, const char* name, Read&& read) {
  if (const auto member = object.FindMember(name); member != object.MemberEnd()) {
    for (const JsonValue& element : member->value.GetArray()) {
      read(element);
    }
  }
}

Identity IdentityIn(const JsonValue& json) { return {TextIn(json, "subject"), TextIn(json, "claims_text"), FlagIn(json, "given")}; }

void ReadFault(const JsonValue& json, std::vector<Fault>& faults) {
  if (const auto wrong = WrongOf(TextIn(json, "wrong"))) {
    Fault fault{*wrong, std::nullopt, static_cast<std::int32_t>(NumberIn(json, "delay_ms"))};
    if (json.HasMember("times")) {
      fault.times = static_cast<std::int32_t>(NumberIn(json, "times"));
    }
    faults.push_back(fault);
  }
}

StandInState StateOf(const std::string& document) {
  rapidjson::Document json;
  api::ParseStoredJson(document, json);
  StandInState state;
  state.is_simulated = FlagIn(json, "simulated");
  state.is_auto = FlagIn(json, "auto");
  ReadList(json, "identities", [&](const JsonValue& it) { state.identities.push_back(IdentityIn(it)); });
  ReadList(json, "faults", [&](const JsonValue& it) { ReadFault(it, state.faults); });
  ReadList(json, "known", [&](const JsonValue& it) { state.known.emplace_back(api::TextOf(it)); });
  state.key = TextIn(json, "key");
  state.certificate = TextIn(json, "certificate");
  state.kid = TextIn(json, "kid");
  return state;
}

// Writing.

template <class Element, class Write>
std::vector<std::string> JsonOfEach(const std::vector<Element>& elements, Write&& write) {
  std::vector<std::string> texts;
  std::ranges::transform(elements, std::back_inserter(texts), write);
  return texts;
}

void AddIdentity(JsonObject& json, const Identity& identity) {
  json.Add("subject", identity.subject);
  json.Add("claims_text", identity.claims);
}

std::string KeptIdentity(const Identity& identity) {
  JsonObject json;
  AddIdentity(json, identity);
  json.Add("given", identity.is_given);
  return json.Text();
}

std::string FaultJson(const Fault& fault) {
  JsonObject json;
  json.Add("wrong", NameOf(fault.wrong));
  if (fault.times) {
    json.Add("times", *fault.times);
  }
  if (fault.delay_ms != 0) {
    json.Add("delay_ms", fault.delay_ms);
  }
  return json.Text();
}

std::string DocumentOf(const StandInState& state) {
  JsonObject json;
  json.Add("simulated", state.is_simulated);
  json.Add("auto", state.is_auto);
  json.AddJsonList("identities", JsonOfEach(state.identities, KeptIdentity));
  json.AddJsonList("faults", JsonOfEach(state.faults, FaultJson));
  json.Add("known", state.known);
  json.AddUnlessEmpty("key", state.key);
  json.AddUnlessEmpty("certificate", state.certificate);
  json.AddUnlessEmpty("kid", state.kid);
  return json.Text();
}

template <class Element>
void DropOldest(std::vector<Element>& elements, std::size_t most) {
  if (elements.size() > most) {
    elements.erase(elements.begin(), elements.end() - static_cast<std::ptrdiff_t>(most));
  }
}

SharedState UseState(const world::World& world, const storage::Transaction& transaction,
                     const identity_providers::ProviderInUse& provider) {
  const auto revision = transaction.stand_ins().FindRevision(provider.user_pool_id, provider.name);
  if (!revision) {
    return std::make_shared<const StandInState>();
  }
  const std::string id = provider.user_pool_id + "/" + provider.name;
  return world.caches.Of<StandInState>().Get({transaction.generation(), id, *revision}, [&] {
    return StateOf(transaction.stand_ins().Find(provider.user_pool_id, provider.name)->document);
  });
}

std::size_t BytesOf(const std::vector<Identity>& identities) {
  return std::accumulate(identities.begin(), identities.end(), std::size_t{0},
                         [](std::size_t sum, const Identity& identity) { return sum + identity.Bytes(); });
}

void Remember(StandInState& state, const Identity& identity) {
  std::vector<Identity>& all = state.identities;
  const auto known = std::ranges::find(all, identity.subject, &Identity::subject);
  if (known == all.end()) {
    all.push_back({identity.subject, identity.claims});
  } else if (!known->is_given) {
    known->claims = identity.claims;
  }
  while (all.size() > kMostIdentities || BytesOf(all) > kMostIdentitiesBytes) {
    const auto is_older = [&identity](const Identity& it) { return !it.is_given && it.subject != identity.subject; };
    auto gone = std::ranges::find_if(all, is_older);
    if (gone == all.end()) {
      gone = std::ranges::find(all, identity.subject, &Identity::subject);
    }
    if (gone == all.end()) {
      return;
    }
    all.erase(gone);
  }
}

}  // namespace

SharedState ReadState(const world::World& world, const identity_providers::ProviderInUse& provider) {
  return world.store.ReadBriefly([&](const storage::Transaction& transaction) { return UseState(world, transaction, provider); });
}

void ChangeState(const world::World& world, const identity_providers::ProviderInUse& provider,
                 const std::function<void(StandInState& state)>& change) {
  world.store.Write([&](storage::Transaction& transaction) {
    StandInState state = *UseState(world, transaction, provider);
    change(state);
    if (transaction.identity_providers().Find(provider.user_pool_id, provider.name)) {
      transaction.stand_ins().Put({provider.user_pool_id, provider.name, DocumentOf(state)});
    }
  });
}

void KeepIdentity(const world::World& world, const identity_providers::ProviderInUse& provider, const Identity& identity) {
  const SharedState seen = ReadState(world, provider);
  const auto kept = std::ranges::find(seen->identities, identity.subject, &Identity::subject);
  if (kept == seen->identities.end() || (!kept->is_given && kept->claims != identity.claims)) {
    ChangeState(world, provider, [&identity](StandInState& state) { Remember(state, identity); });
  }
}

void Know(StandInState& state, const std::string& subject) {
  state.known.push_back(subject);
  DropOldest(state.known, kMostKnown);
}

std::string IdentitiesJson(const std::vector<Identity>& identities) {
  std::string list = "[";
  for (const Identity& identity : identities) {
    JsonObject json;
    json.Add("subject", identity.subject);
    json.AddJson("claims", identity.claims);
    list.append(list.size() > 1 ? "," : "").append(json.Text());
  }
  return list + "]";
}

std::string FaultsJson(const std::vector<Fault>& faults) { return "[" + util::Join(JsonOfEach(faults, FaultJson), ",") + "]"; }

std::string ShownJson(const StandInState& state, bool simulated, std::string_view asked) {
  JsonObject json;
  json.Add("simulated", simulated);
  json.Add("auto", state.is_auto);
  json.AddJson("identities", IdentitiesJson(state.identities));
  json.AddJson("faults", FaultsJson(state.faults));
  json.AddJson("asked", asked);
  return json.Text();
}

}  // namespace rockpool::federation
