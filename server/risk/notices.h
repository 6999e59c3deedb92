// The e-mails that tell a user of a sign-in that looks like somebody else's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/accounts/user.h"
#include "server/api/types.h"
#include "server/clients/client_in_use.h"
#include "server/util/clock.h"
#include "storage/messages.h"
#include "storage/transaction.h"

namespace rockpool::risk {

// What became of the sign-in, each with an e-mail of its own.
enum class NoticeKind { kBlocked, kNeedsMfa, kNoAction };

// Like "Wed Jul 17 17:25:55 UTC 2024": as the log of users has dates (documented). Requires: a time of the years 0 to 9999.
std::string DateText(util::EpochMillis time);

// What the places of a template are filled with.
struct NoticeFacts {
  const clients::ClientInUse& client;
  const accounts::User& user;
  const api::AuthEventType& event;
  std::string feedback_token;
  std::string link_origin;  // of the pool's domain; empty: it has none, and links cannot be made (documented)
  std::string replica{};    // the region of the secondary replica that sends it; empty: the primary does
};

// To the user's e-mail address; nullopt if he has none. The words are the configuration's, or those that AWS begins with (the CLI's
// sample). Places are {username}, {ip-address}, {city}, {country}, {login-time}, {device-name}, {event-id}, {feedback-token},
// {one-click-link-valid} and {one-click-link-invalid}. Assumed: that HTML is taken where both bodies are given.
std::optional<storage::Message> ComposeNotice(const api::NotifyConfigurationType& configuration, NoticeKind kind, const NoticeFacts& facts,
                                              util::EpochMillis now);

// Where a one-click link leads, below the pool's domain. Assumed: the path and the names.
inline constexpr std::string_view kFeedbackPath = "/feedback";

}  // namespace rockpool::risk
