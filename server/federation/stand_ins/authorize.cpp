// The addresses of OAuth that browsers see: whoever was chosen goes back with a code.
#include <algorithm>

#include "server/api/json.h"
#include "server/api/json_object.h"
#include "server/federation/report.h"
#include "server/federation/stand_ins/call.h"
#include "server/federation/stand_ins/faults.h"
#include "server/http/form.h"

namespace rockpool::federation {
namespace {

using identity_providers::kFacebook;
using identity_providers::kSignInWithApple;

constexpr std::string_view kCallbackPath = "/oauth2/idpresponse";

struct Request {
  http::NamedValues query;
  std::string redirect_uri;
  std::string state;
  bool wants_post = false;
};

std::string In(const http::NamedValues& query, std::string_view name) { return std::string(query.Find(name).value_or("")); }

// What a provider looks at before it shows anything. Who sees it has got the provider's settings wrong, or types an address.
Request RequestOf(const Call& call) {
  Request request{QueryOf(call), {}, {}};
  if (In(request.query, "client_id") != call.provider.Detail("client_id")) {
    throw BadCall{400, "The client_id is not the one that the provider has in its details."};
  }
  if (In(request.query, "response_type") != "code") {
    throw BadCall{400, "The response_type must be code."};
  }
  request.redirect_uri = In(request.query, "redirect_uri");
  request.state = In(request.query, "state");
  if (!IsCallback(call, request.redirect_uri, kCallbackPath, request.state)) {
    throw BadCall{400, "The redirect_uri must be /oauth2/idpresponse of this server."};
  }
  request.wants_post = In(request.query, "response_mode") == "form_post";
  return request;
}

// With the state whoever reads it could take the sign-in over.
std::string ShownQuery(const http::NamedValues& query) {
  http::NamedValues shown;
  for (const auto& [name, value] : query) {
    shown.Add(name, name == "state" ? Shortened(value) : value);
  }
  return http::EncodeForm(shown, http::Blanks::kPlus);
}

http::Response SendBack(const Call& call, const Request& request, http::NamedValues fields) {
  fields.Add("state", request.state);
  if (request.wants_post) {
    return PostPage(call, request.redirect_uri, fields);
  }
  http::Response response;
  response.status = 302;
  response.headers.Add("Location", http::WithQuery(request.redirect_uri, fields));
  return response;
}

http::NamedValues ErrorOf(const Call& call) {
  if (call.provider.type == &kSignInWithApple) {
    return {{"error", "user_cancelled_authorize"}};
  }
  if (call.provider.type == &kFacebook) {
    return {{"error", "access_denied"}, {"error_code", "200"}, {"error_description", "Permissions error"}, {"error_reason", "user_denied"}};
  }
  return {{"error", "access_denied"}};
}

// Apple's field `user`, which it sends at the first consent alone.
std::string AppleUser(const Identity& identity) {
  rapidjson::Document claims;
  api::ParseStoredJson(identity.claims, claims);
  const auto text = [&claims](const char* name) {
    const auto member = claims.FindMember(name);
    return member != claims.MemberEnd() && member->value.IsString() ? std::string(api::TextOf(member->value)) : std::string();
  };
  api::JsonObject name;
  name.Add("firstName", text("firstName"));
  name.Add("lastName", text("lastName"));
  api::JsonObject user;
  user.AddJson("name", name.Text());
  user.AddUnlessEmpty("email", text("email"));
  return user.Text();
}

// True for a subject that has not consented before, as Apple knows them; from now on he has.
bool IsFirstConsent(const Call& call, const std::string& subject) {
  const auto has_consented = [&subject](const StandInState& state) { return std::ranges::find(state.known, subject) != state.known.end(); };
  if (call.provider.type != &kSignInWithApple || has_consented(*ReadState(call.world, call.provider))) {
    return false;
  }
  bool is_first = false;
  ChangeState(call.world, call.provider, [&](StandInState& state) {
    is_first = !has_consented(state);
    if (is_first) {
      Know(state, subject);
    }
  });
  return is_first;
}

http::Response SignInAs(const Call& call, const Request& request, const Identity& identity) {
  const std::string code = DrawSecret(call.world);
  const util::EpochMillis now = call.world.clock.Now();
  Grant grant{DigestOf(code), {}, request.redirect_uri, In(request.query, "scope"), In(request.query, "nonce"), identity};
  grant.expires = now + 5 * kMinute;
  const bool is_first = IsFirstConsent(call, identity.subject);
  KeepIdentity(call.world, call.provider, identity);
  WithTraffic(call.world, call.provider, [&](Traffic& traffic) { Remember(traffic, grant, now); });
  http::NamedValues fields = {{"code", code}};
  if (is_first) {
    fields.Add("user", AppleUser(identity));
  }
  return SendBack(call, request, std::move(fields));
}

}  // namespace

http::Response Authorize(const Call& call) {
  const Request request = RequestOf(call);
  if (IsFirst(call)) {
    KeepAsked(call, "authorize", ShownQuery(request.query));
    if (TakeFault(call.world, call.provider, {Wrong::kProviderError})) {
      return SendBack(call, request, ErrorOf(call));
    }
  }
  const std::optional<Choice> choice = ChoiceOf(call);
  if (!choice) {
    return ChoosingPage(call, request.query);
  }
  return *choice ? SignInAs(call, request, **choice) : SendBack(call, request, ErrorOf(call));
}

}  // namespace rockpool::federation
