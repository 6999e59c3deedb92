#include "server/accounts/links.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "server/accounts/names.h"
#include "server/api/json_object.h"
#include "server/api/named_texts.h"

namespace rockpool::accounts {
namespace {

constexpr const char* kAttribute = "identities";

// More than a user can have: links, the one he was made by, and the subjects that claims have led to.
constexpr std::size_t kAttributesAskedFor = kMostLinkAttributes + 1;

// What the record has no column for.
std::string DocumentOf(const Identity& identity) {
  api::NamedTexts texts;
  texts.PutUnlessEmpty("ProviderType", identity.provider_type);
  texts.PutUnlessEmpty("Issuer", identity.issuer.value_or(""));
  texts.PutFlag("Primary", identity.is_primary);
  texts.PutUnlessEmpty("Subject", identity.subject);
  texts.PutUnlessEmpty("ClaimAttribute", identity.claim_attribute);
  texts.PutUnlessEmpty("ClaimValue", identity.claim_value);
  return api::ToJson(texts);
}

Identity Decode(storage::LinkedIdentity record) {
  const auto texts = api::FromStoredJson<api::NamedTexts>(record.document);
  Identity identity;
  identity.source = {std::move(record.provider), std::move(record.attribute), std::move(record.value)};
  identity.user = record.user;
  identity.provider_type = texts.Text("ProviderType");
  identity.issuer = texts.Find("Issuer");
  identity.is_primary = texts.Has("Primary");
  identity.subject = texts.Text("Subject");
  identity.claim_attribute = texts.Text("ClaimAttribute");
  identity.claim_value = texts.Text("ClaimValue");
  identity.linked_millis = record.creation_millis;
  return identity;
}

storage::LinkedIdentity RecordOf(const pools::PoolInUse& pool, const Identity& identity) {
  return {.user_pool_id = pool.id,
          .user = identity.user,
          .provider = identity.source.provider,
          .attribute = identity.source.attribute,
          .value = identity.source.value,
          .folded = Fold(pool, identity.source.value),
          .document = DocumentOf(identity),
          .creation_millis = identity.linked_millis};
}

// Booleans and numbers as they are (documented), which is not how ID tokens have them.
std::string Shown(const Identity& identity) {
  api::JsonObject json;
  json.Add("userId", identity.source.value);
  json.Add("providerName", identity.source.provider);
  json.Add("providerType", identity.provider_type);
  if (identity.issuer) {
    json.Add("issuer", *identity.issuer);
  } else {
    json.AddJson("issuer", "null");
  }
  json.Add("primary", identity.is_primary);
  json.Add("dateCreated", identity.linked_millis);
  return json.Text();
}

// A subject that a claim has led to is the same identity once more.
bool IsShown(const Identity& identity) { return identity.claim_attribute.empty(); }

void ShowIdentities(const storage::Transaction& transaction, User& user) {
  std::string shown;
  for (const Identity& identity : IdentitiesOf(transaction, user)) {
    if (IsShown(identity)) {
      shown += (shown.empty() ? "[" : ",") + Shown(identity);
    }
  }
  SetAttribute(user, kAttribute, shown.empty() ? shown : shown + "]");
}

bool Delete(storage::Transaction& transaction, const pools::PoolInUse& pool, const SourceName& source) {
  return transaction.linked_identities().Delete(pool.id, source.provider, source.attribute, source.value);
}

}  // namespace

std::optional<Identity> FindIdentity(const storage::Transaction& transaction, const pools::PoolInUse& pool, const SourceName& source) {
  auto found = transaction.linked_identities().Find(pool.id, source.provider, source.attribute, source.value);
  return found ? std::optional(Decode(*std::move(found))) : std::nullopt;
}

bool HasIdentityOfOtherCase(const storage::Transaction& transaction, const pools::PoolInUse& pool, const SourceName& source) {
  const auto& identities = transaction.linked_identities();
  return !identities.Find(pool.id, source.provider, source.attribute, source.value) &&
         identities.FindFolded(pool.id, source.provider, source.attribute, Fold(pool, source.value));
}

std::vector<Identity> IdentitiesOf(const storage::Transaction& transaction, const User& user) {
  std::vector<Identity> identities;
  for (storage::LinkedIdentity& record : transaction.linked_identities().ListOfUser(user.number())) {
    identities.push_back(Decode(std::move(record)));
  }
  return identities;
}

std::size_t CountLinks(const storage::Transaction& transaction, const User& user) {
  const std::vector<Identity> identities = IdentitiesOf(transaction, user);
  return static_cast<std::size_t>(
      std::ranges::count_if(identities, [](const Identity& identity) { return IsShown(identity) && !identity.is_primary; }));
}

bool IsOneAttributeTooMany(const storage::Transaction& transaction, const pools::PoolInUse& pool, const SourceName& source) {
  const std::vector<std::string> attributes = transaction.linked_identities().ListAttributes(pool.id, source.provider, kAttributesAskedFor);
  return attributes.size() >= kMostLinkAttributes && std::ranges::count(attributes, source.attribute) == 0;
}

void ShowFirstIdentity(const Identity& identity, User& user) { SetAttribute(user, kAttribute, "[" + Shown(identity) + "]"); }

void AddIdentity(storage::Transaction& transaction, const pools::PoolInUse& pool, Identity identity, User& user) {
  identity.user = user.number();
  transaction.linked_identities().Insert(RecordOf(pool, identity));
  ShowIdentities(transaction, user);
}

void ChangeIdentity(storage::Transaction& transaction, const pools::PoolInUse& pool, const Identity& identity, User& user) {
  if (!transaction.linked_identities().Update(RecordOf(pool, identity))) {
    throw std::logic_error("An identity is changed that is not there.");
  }
  ShowIdentities(transaction, user);
}

void RemoveIdentity(storage::Transaction& transaction, const pools::PoolInUse& pool, const Identity& identity, User& user) {
  Delete(transaction, pool, identity.source);
  if (!identity.claim_attribute.empty()) {
    Delete(transaction, pool, {identity.source.provider, identity.claim_attribute, identity.claim_value});
  } else if (!identity.subject.empty()) {
    Delete(transaction, pool, {identity.source.provider, std::string(kSubjectAttribute), identity.subject});
  }
  ShowIdentities(transaction, user);
}

std::string IdentitiesClaim(const User& user) {
  const std::string* shown = FindAttribute(user, kAttribute);
  if (shown == nullptr) {
    return {};
  }
  api::LocalDocument document;
  api::ParseStoredJson(*shown, document);
  std::string claim = "[";
  for (const auto& identity : document.GetArray()) {
    api::JsonObject json;
    for (const char* name : {"userId", "providerName", "providerType"}) {
      json.Add(name, api::TextOf(identity[name]));
    }
    if (identity["issuer"].IsString()) {
      json.Add("issuer", api::TextOf(identity["issuer"]));
    } else {
      json.AddJson("issuer", "null");
    }
    json.Add("primary", std::string_view(identity["primary"].GetBool() ? "true" : "false"));
    json.Add("dateCreated", std::to_string(identity["dateCreated"].GetInt64()));
    claim += (claim.size() == 1 ? "" : ",") + json.Text();
  }
  return claim + "]";
}

// In the text of the attribute no value can look so, for its quotation marks are escaped.
bool IsOfProvider(const User& user) {
  const std::string* shown = FindAttribute(user, kAttribute);
  return shown != nullptr && shown->find(R"("primary":true)") != std::string::npos;
}

}  // namespace rockpool::accounts
