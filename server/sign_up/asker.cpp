#include "server/sign_up/asker.h"

#include <algorithm>
#include <utility>

#include "server/messaging/dispatch.h"
#include "server/sign_up/commit_asking.h"

namespace rockpool::sign_up {

Asker::Asker(const world::World& world, const world::Caller& caller, std::string client_id, triggers::Metadata client_metadata)
    : world_(world), client_id_(std::move(client_id)), user_agent_(caller.user_agent), client_metadata_(std::move(client_metadata)) {}

triggers::Origin Asker::In(const pools::PoolInUse& pool) const { return {world_, pool, client_id_, user_agent_, nullptr}; }

triggers::CustomTexts Asker::TextsOf(const pools::PoolInUse& pool, const accounts::User& user, messaging::MessagePurpose purpose,
                                     const messaging::Destination& destination) {
  if (!messaging::AsksForTexts(pool, destination.medium)) {
    return {};
  }
  const std::string about = accounts::SubOf(user) + '/' + std::string(messaging::ToText(purpose)) + '/' + destination.address;
  const auto known = std::ranges::find(asked_, about, &Asked::about);
  if (known != asked_.end()) {
    return known->texts;
  }
  // The pool is copied, for it may be the transaction's own.
  throw AskFirst([this, pool, person = triggers::PersonOf(user), purpose, medium = destination.medium, about] {
    asked_.push_back({about, messaging::AskForTexts(In(pool), person, purpose, medium, client_metadata_)});
  });
}

void Asker::Dispatch(const pools::PoolInUse& pool, const accounts::User& user, const storage::Message& message) const {
  messaging::Dispatch(In(pool), user, message, client_metadata_);
}

triggers::Metadata ValidationOf(const std::optional<std::vector<api::AttributeType>>& validation_data) {
  if (!validation_data || validation_data->empty()) {
    return std::nullopt;
  }
  triggers::Metadata metadata(std::in_place);
  for (const api::AttributeType& one : *validation_data) {
    metadata->insert_or_assign(one.Name, one.Value.value_or(""));
  }
  return metadata;
}

}  // namespace rockpool::sign_up
