// Who sends a request, as threat protection sees it: where from, and with what.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/world/caller.h"

namespace rockpool::risk {

// What a request says of whoever stands behind it.
struct RequestContext {
  std::optional<api::UserContextDataType> of_user = std::nullopt;  // of a public call
  std::optional<api::ContextDataType> of_server = std::nullopt;    // of an administrator's, who hands a user's sign-in on
};

struct Sender {
  std::string address;
  std::string device_name;        // "Chrome 126, Windows 10"
  std::string time_zone;          // "-07:00"; empty: unknown
  bool has_context_data = false;  // of the context library

  bool operator==(const Sender&) const = default;
};

// An administrator's server says whose address and browser it is. A public call is the user's own, but for the address of UserContextData,
// which counts for a client that may say it (EnablePropagateAdditionalUserContextData, and it has a secret). Assumed: what is no address
// counts for nothing.
Sender SenderOf(const world::Caller& caller, const clients::ClientInUse& client, const RequestContext& context);

// "Chrome 126, Windows 10" of a User-Agent header, as the console shows devices; "Other, Other" of one that is not known (documented).
std::string DeviceNameOf(std::string_view user_agent);

}  // namespace rockpool::risk
