#include "server/federation/stand_ins/traffic.h"

#include <algorithm>
#include <utility>

#include "server/api/json_object.h"
#include "server/util/strings.h"
#include "server/util/time_text.h"
#include "storage/store.h"

namespace rockpool::federation {
namespace {

constexpr std::size_t kMostAsked = 20;
constexpr std::size_t kMostAskedBytes = 16UL * 1024;  // of one
constexpr std::size_t kMostGrants = 200;
constexpr std::size_t kMostGrantBytes = 256UL * 1024;  // of all claims together
constexpr std::size_t kMostForms = 200;

template <class Element>
void DropOldest(std::vector<Element>& elements, std::size_t most) {
  if (elements.size() > most) {
    elements.erase(elements.begin(), elements.end() - static_cast<std::ptrdiff_t>(most));
  }
}

std::string Cut(std::string text) {
  std::size_t end = std::min(text.size(), kMostAskedBytes);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  text.resize(end);
  return text;
}

}  // namespace

std::shared_ptr<Traffics::Entry> Traffics::Find(const std::string& provider) {
  const util::LockGuard lock(mutex_);
  if (by_provider_.size() >= kMostProviders && !by_provider_.contains(provider)) {
    by_provider_.erase(std::ranges::min_element(by_provider_, {}, [](const auto& known) { return known.second->last_use; }));
  }
  std::shared_ptr<Entry>& entry = by_provider_[provider];
  if (entry == nullptr) {
    entry = std::make_shared<Entry>();
  }
  entry->last_use = ++uses_;
  return entry;
}

void Traffics::With(const std::string& provider, const std::function<void(Traffic&)>& use) {
  const std::shared_ptr<Entry> entry = Find(provider);
  const util::LockGuard lock(entry->mutex);
  use(entry->traffic);
}

void WithTraffic(const world::World& world, const identity_providers::ProviderInUse& provider, const std::function<void(Traffic&)>& use) {
  const std::int64_t generation = world.store.ReadBriefly([](const storage::Transaction& transaction) { return transaction.generation(); });
  std::string key = std::to_string(generation);
  key.append("/").append(provider.user_pool_id).append("/").append(provider.name);
  key.append("/").append(std::to_string(provider.creation_millis));
  world.settings.Of<Settings>().traffics->With(key, use);
}

void Remember(Traffic& traffic, Asked asked) {
  asked.text = Cut(std::move(asked.text));
  traffic.asked.push_back(std::move(asked));
  DropOldest(traffic.asked, kMostAsked);
}

void Remember(Traffic& traffic, Grant grant, util::EpochMillis now) {
  std::vector<Grant>& grants = traffic.grants;
  std::erase_if(grants, [now](const Grant& old) { return old.expires <= now; });
  grants.push_back(std::move(grant));
  DropOldest(grants, kMostGrants);
  std::size_t bytes = 0;
  std::size_t kept = 0;
  while (kept < grants.size() && bytes <= kMostGrantBytes) {
    bytes += grants[grants.size() - ++kept].identity.claims.size();
  }
  DropOldest(grants, kept);
}

void Remember(Traffic& traffic, ShownForm form, util::EpochMillis now) {
  std::erase_if(traffic.forms, [now](const ShownForm& old) { return old.expires <= now; });
  traffic.forms.push_back(std::move(form));
  DropOldest(traffic.forms, kMostForms);
}

std::string AskedJson(const std::vector<Asked>& asked) {
  std::vector<std::string> texts;
  for (const Asked& one : asked) {
    api::JsonObject json;
    json.Add("time", util::IsoTime(one.time));
    json.Add("at", one.at);
    json.Add("text", one.text);
    texts.push_back(json.Text());
  }
  return "[" + util::Join(texts, ",") + "]";
}

}  // namespace rockpool::federation
