#include "server/workbench/sign_ins.h"

#include <charconv>
#include <memory>
#include <utility>

#include "server/api/errors.h"
#include "server/federation/stand_ins/stand_in.h"
#include "server/http/form.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/sign_in_page.h"

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

// A browser names HTML before all else that it takes; programs take anything, or JSON.
bool WantsPage(const http::Request& request) {
  return request.headers.Find("Accept").value_or("").find("text/html") != std::string_view::npos;
}

class ShowingSignIn final : public http::Work {
 public:
  ShowingSignIn(const std::function<std::string(const std::string&)>& sign_in, util::Random& random, http::Request request)
      : sign_in_(sign_in), random_(random), request_(std::move(request)) {}

  http::Runs Where() const override { return http::Runs::kComputes; }

  http::Response Run() noexcept override {
    http::Response response = AnswerOf([this] { return sign_in_(std::string(request_.Captured("id"))); }, request_, random_);
    if (response.status != 200 || !WantsPage(request_)) {
      return response;
    }
    try {
      return federation::HtmlAnswer(200, SignInPage(response.body));
    } catch (const std::exception&) {
      return response;  // JSON can be read too
    }
  }

 private:
  const std::function<std::string(const std::string&)>& sign_in_;
  util::Random& random_;
  const http::Request request_;
};

class SignInTrace final : public http::Endpoint {
 public:
  SignInTrace(std::function<std::string(const std::string&)> sign_in, util::Random& random)
      : sign_in_(std::move(sign_in)), random_(random) {}

  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override {
    return std::make_unique<ShowingSignIn>(sign_in_, random_, std::move(request));
  }

 private:
  const std::function<std::string(const std::string&)> sign_in_;
  util::Random& random_;
};

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
  workbench.Add("GET", "/_rockpool/sign-ins/{id}", std::make_unique<SignInTrace>(readers.sign_in, random), Workbench::Seen::kByPeople);
  add("/_rockpool/totp", Workbench::Seen::kByPrograms, [totp = readers.totp](const http::Request& request) {
    const SignInsQuery query = ReadSignInsQuery(request.query);
    if (query.pool.empty() || query.user.empty() || query.after != 0) {
      Refuse("The code of an authenticator is asked for by pool and user.");
    }
    return totp(query.pool, query.user);
  });
}

}  // namespace rockpool::workbench
