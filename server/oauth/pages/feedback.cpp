// GET /feedback: where the links of a notice about a risky sign-in lead. It carries no authorization request.
#include "server/risk/feedback.h"

#include <string>
#include <utility>

#include "server/accounts/settings.h"
#include "server/api/codecs.h"
#include "server/api/errors.h"
#include "server/oauth/authorization_parameters.h"
#include "server/oauth/client_site.h"
#include "server/oauth/errors.h"
#include "server/oauth/handlers.h"
#include "server/oauth/pages/flow_page.h"
#include "server/oauth/pages/look.h"
#include "server/oauth/pages/page_language.h"
#include "server/oauth/pages/texts.h"
#include "storage/store.h"

namespace rockpool::oauth {
namespace {

http::Response Give(const Exchange& exchange, const ClientSite& place) {
  const world::World& world = exchange.world;
  const auto parameter = [&](std::string_view name) { return Parameter(exchange.query, name).value_or(""); };
  risk::UsersFeedback feedback{parameter("user_name"), parameter("event_id"), parameter("feedback_token")};
  const bool is_his = parameter("feedback") == api::ToText(api::FeedbackValueType::Valid);
  feedback.value = is_his ? api::FeedbackValueType::Valid : api::FeedbackValueType::Invalid;
  try {
    const std::string& secret = world.settings.Of<accounts::Settings>().secret;
    const util::EpochMillis now = world.clock.Now();
    const storage::AuthEvent seen = world.store.Read([&](const storage::Transaction& transaction) {
      return risk::RequireEventOf(transaction, *place.client->pool, secret, feedback, now);
    });
    world.store.Write(
        [&](storage::Transaction& transaction) { risk::GiveUsersFeedback(transaction, *place.client->pool, secret, feedback, seen, now); });
  } catch (const api::UserNotFoundException&) {
    // In the words for a wrong token: the page tells nobody who exists. The operation does, in AWS's order.
    throw api::NotAuthorizedException("Invalid feedback token.");
  }
  const std::string_view lang = place.site.is_managed_login() ? PageLanguage(exchange, place.site) : "en";
  pages::Values values;
  values.Set("HEADING", Text("FEEDBACK_HEADING", lang));
  values.Set("NOTICE", Text(is_his ? "FEEDBACK_VALID" : "FEEDBACK_INVALID", lang));
  return ShowPage(exchange, place.site, place.client.get(), PageName::kMessage, std::move(values));
}

}  // namespace

http::Response GiveFeedback(const Exchange& exchange) {
  const ClientSite place = RequireClientSite(exchange);
  return Try([&] { return Give(exchange, place); },
             [&](const std::string& error) {
               pages::Values values;
               values.Set("ERROR", error);
               return ShowPage(exchange, place.site, place.client.get(), PageName::kError, std::move(values), 400);
             });
}

}  // namespace rockpool::oauth
