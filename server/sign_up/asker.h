// In whose name one call asks the pool's Lambda functions, what it hands on to them, and what they said so far.
#pragma once

#include <string>
#include <vector>

#include "server/accounts/user.h"
#include "server/messaging/messages.h"
#include "server/pools/pool_in_use.h"
#include "server/triggers/events/message_events.h"
#include "server/triggers/origin.h"
#include "server/world/caller.h"
#include "server/world/world.h"
#include "storage/messages.h"

namespace rockpool::sign_up {

// Of one call, one thread. `world` outlives it.
class Asker {
 public:
  // `client_id` is empty where an administrator calls. `client_metadata` is the request's.
  Asker(const world::World& world, const world::Caller& caller, std::string client_id, triggers::Metadata client_metadata);

  // Lives no longer than the Asker and the pool.
  triggers::Origin In(const pools::PoolInUse& pool) const;
  const std::string& client_id() const { return client_id_; }
  const triggers::Metadata& client_metadata() const { return client_metadata_; }

  // What CustomMessage makes of a message of the call to the user, who need not be kept yet; nothing where it is not to be asked. Inside of
  // CommitAsking, which it leaves to ask: it is asked once for each message. So call it when nothing can refuse the message any more.
  triggers::CustomTexts TextsOf(const pools::PoolInUse& pool, const accounts::User& user, messaging::MessagePurpose purpose,
                                const messaging::Destination& destination);

  // messaging::Dispatch, once the write is done.
  void Dispatch(const pools::PoolInUse& pool, const accounts::User& user, const storage::Message& message) const;

 private:
  struct Asked {
    std::string about;  // whom and which message
    triggers::CustomTexts texts;
  };

  const world::World& world_;
  std::string client_id_;
  std::string user_agent_;
  triggers::Metadata client_metadata_;
  std::vector<Asked> asked_;
};

// ValidationData as events have it. None of an empty list.
triggers::Metadata ValidationOf(const std::optional<std::vector<api::AttributeType>>& validation_data);

}  // namespace rockpool::sign_up
