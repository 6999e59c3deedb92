#include "server/messaging/message_json.h"

#include "server/api/json_object.h"
#include "server/util/time_text.h"

namespace rockpool::messaging {

std::string JsonOf(const storage::Message& message) {
  api::JsonObject json;
  json.Add("id", message.number);
  json.AddUnlessEmpty("time", util::IsoTime(message.sent_millis));
  json.AddUnlessEmpty("pool", message.user_pool_id);
  json.Add("region", message.region);
  json.AddUnlessEmpty("client", message.client_id);
  json.AddUnlessEmpty("user", message.username);
  json.AddUnlessEmpty("purpose", message.purpose);
  json.AddUnlessEmpty("medium", message.medium);
  json.AddUnlessEmpty("via", message.via);
  json.AddUnlessEmpty("destination", message.destination);
  json.AddUnlessEmpty("subject", message.subject);
  json.AddUnlessEmpty("body", message.body);
  json.AddUnlessEmpty("code", message.code);
  json.AddUnlessEmpty("temporary_password", message.temporary_password);
  json.AddUnlessEmpty("link", message.link);
  return json.Text();
}

}  // namespace rockpool::messaging
