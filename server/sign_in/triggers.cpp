#include "server/sign_in/triggers.h"

#include <string_view>

namespace rockpool::sign_in {

triggers::Origin OriginOf(const Call& call) {
  return {call.world, call.pool(), call.client->id, call.caller.user_agent,
          [&trace = call.trace](std::string_view trigger, std::string_view verdict, std::string_view reason) {
            trace.Tell(trigger, verdict, reason);
          }};
}

triggers::Person PersonOf(const Subject& subject) {
  return subject.user ? triggers::PersonOf(*subject.user) : triggers::NotFound(subject.username);
}

}  // namespace rockpool::sign_in
