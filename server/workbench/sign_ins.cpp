#include "server/workbench/sign_ins.h"

#include <charconv>
#include <memory>
#include <utility>

#include "server/api/errors.h"
#include "server/http/form.h"
#include "server/workbench/endpoints.h"

namespace rockpool::workbench {
namespace {

[[noreturn]] void Refuse(const std::string& message) { throw api::InvalidParameterException(message); }

std::int64_t IdIn(const std::string& text) {
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size() || id < 0) {
    Refuse("after must be the id of a sign-in.");
  }
  return id;
}

}  // namespace

SignInsQuery ReadSignInsQuery(std::string_view query) {
  const auto fields = http::ParseForm(query);
  if (!fields) {
    Refuse("The query cannot be read.");
  }
  SignInsQuery read;
  for (const auto& [name, value] : *fields) {
    if (name == "pool") {
      read.pool = value;
    } else if (name == "user") {
      read.user = value;
    } else if (name == "after") {
      read.after = IdIn(value);
    } else {
      Refuse("The query has the members pool, user and after, and no others.");
    }
  }
  return read;
}

void AddSignIns(Workbench& workbench, const SignInReaders& readers, util::Random& random) {
  const auto add = [&](std::string_view path, Workbench::Seen seen, JsonEndpoint::Function function) {
    workbench.Add("GET", path, std::make_unique<JsonEndpoint>(std::move(function), http::Runs::kComputes, random), seen);
  };
  add("/_rockpool/sign-ins", Workbench::Seen::kByPeople,
      [sign_ins = readers.sign_ins](const http::Request& request) { return sign_ins(ReadSignInsQuery(request.query)); });
  add("/_rockpool/totp", Workbench::Seen::kByPrograms, [totp = readers.totp](const http::Request& request) {
    const SignInsQuery query = ReadSignInsQuery(request.query);
    if (query.pool.empty() || query.user.empty() || query.after != 0) {
      Refuse("The code of an authenticator is asked for by pool and user.");
    }
    return totp(query.pool, query.user);
  });
}

}  // namespace rockpool::workbench
