// Who signs in at a stand-in: chosen by a form, or without one where somebody has said so.
#include <algorithm>

#include "server/federation/stand_ins/call.h"
#include "server/federation/stand_ins/stand_in.h"
#include "server/federation/stand_ins/typed_claims.h"
#include "server/http/form.h"
#include "server/http/host_class.h"
#include "server/util/strings.h"

namespace rockpool::federation {
namespace {

constexpr http::FormLimits kFormLimits{256UL * 1024, 256};

// True once for each form that was shown for this query.
bool SpendForm(const Call& call, std::string_view once) {
  const std::string digest = DigestOf(once);
  const std::string query = DigestOf(call.request.query);
  const util::EpochMillis now = call.world.clock.Now();
  bool is_good = false;
  WithTraffic(call.world, call.provider, [&](Traffic& traffic) {
    const auto form = std::ranges::find(traffic.forms, digest, &ShownForm::digest);
    is_good = form != traffic.forms.end() && form->query_digest == query && form->expires > now;
    if (is_good) {
      traffic.forms.erase(form);
    }
  });
  return is_good;
}

Identity Picked(const Call& call, std::string_view subject) {
  const SharedState state = ReadState(call.world, call.provider);
  const auto found = std::ranges::find(state->identities, subject, &Identity::subject);
  if (found == state->identities.end()) {
    throw BadCall{400, "Nobody of that subject is remembered any more."};
  }
  return *found;
}

Choice ChoiceIn(const Call& call, const http::NamedValues& form) {
  if (form.Find("cancel")) {
    return std::nullopt;
  }
  if (const auto subject = form.Find("pick")) {
    return Picked(call, *subject);
  }
  const std::string_view subject = form.Find("subject").value_or("");
  if (!IsSubject(subject)) {
    throw BadCall{400, "A subject is needed: 1 to 1024 bytes without control characters."};
  }
  auto claims = ClaimsOfForm(form);
  if (!claims) {
    throw BadCall{400, "The claims must be a JSON object of at most 64 KiB."};
  }
  return Identity{std::string(subject), *std::move(claims)};
}

void AddIdentities(const StandInState& state, pages::Values& values) {
  for (const Identity& identity : state.identities) {
    pages::Values& row = values.Add("IDENTITIES");
    row.Set("SUBJECT", identity.subject);
    row.Set("CLAIMS", identity.claims);
  }
  if (!state.identities.empty()) {
    values.Show("REMEMBERED");
  }
}

void AddExample(const identity_providers::ProviderInUse& provider, pages::Values& values) {
  const Example example = ExampleOf(provider);
  values.Set("EXAMPLE_SUBJECT", example.subject);
  for (const auto& [name, value] : example.claims) {
    pages::Values& row = values.Add("FIELDS");
    row.Set("FIELD_NAME", name);
    row.Set("FIELD_VALUE", value);
  }
}

}  // namespace

std::optional<Choice> ChoiceOf(const Call& call) {
  if (call.request.method != "POST") {
    const SharedState state = ReadState(call.world, call.provider);
    return state->is_auto && !state->identities.empty() ? std::optional<Choice>(state->identities.front()) : std::nullopt;
  }
  const auto form = http::ParseForm(call.request.body, kFormLimits);
  if (!http::DeclaresForm(call.request.headers) || !form) {
    throw BadCall{400, "The form cannot be read; it has 256 KiB at most."};
  }
  if (!SpendForm(call, form->Find("once").value_or(""))) {
    throw BadCall{403, "This form was sent before, or is not one of this page. Go back to the application and begin again."};
  }
  return ChoiceIn(call, *form);
}

std::string OpenForm(const world::World& world, const identity_providers::ProviderInUse& provider, std::string_view query) {
  std::string once = DrawSecret(world);
  const util::EpochMillis now = world.clock.Now();
  const ShownForm form{DigestOf(once), DigestOf(query), now + kFormLifetime};
  WithTraffic(world, provider, [&](Traffic& traffic) { Remember(traffic, form, now); });
  return once;
}

http::Response ChoosingPage(const Call& call, const http::NamedValues& asked) {
  pages::Values values;
  values.Set("PROVIDER", call.provider.name);
  values.Set("TYPE", call.provider.type->name);
  values.Set("POOL", call.provider.user_pool_id);
  values.Set("ONCE", OpenForm(call.world, call.provider, call.request.query));
  for (const auto& [name, value] : asked) {
    pages::Values& row = values.Add("ASKED");
    row.Set("NAME", name);
    row.Set("VALUE", value);
  }
  AddIdentities(*ReadState(call.world, call.provider), values);
  AddExample(call.provider, values);
  return HtmlAnswer(200, pages::Render("stand_ins/choose.html", values));
}

http::Response PostPage(const Call& call, const std::string& action, const http::NamedValues& fields) {
  pages::Values values;
  values.Set("PROVIDER", call.provider.name);
  values.Set("ACTION", action);
  for (const auto& [name, value] : fields) {
    pages::Values& field = values.Add("FIELDS");
    field.Set("NAME", name);
    field.Set("VALUE", value);
  }
  return HtmlAnswer(200, pages::Render("stand_ins/post.html", values));
}

http::Response ErrorPage(const Call& call, const BadCall& error) {
  pages::Values values;
  values.Set("PROVIDER", call.provider.name);
  values.Set("TEXT", error.text);
  return HtmlAnswer(error.status, pages::Render("stand_ins/error.html", values));
}

}  // namespace rockpool::federation
