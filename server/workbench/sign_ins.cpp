#include "server/workbench/sign_ins.h"

#include <memory>
#include <utility>

#include "server/api/errors.h"
#include "server/federation/stand_ins/stand_in.h"
#include "server/http/form.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/request_json.h"
#include "server/workbench/sign_in_page.h"

namespace rockpool::workbench {
namespace {

// A browser names HTML before all else that it takes; programs take anything, or JSON.
bool WantsPage(const http::Request& request) {
  return request.headers.Find("Accept").value_or("").find("text/html") != std::string_view::npos;
}

using Reader = std::function<std::string(const http::Request& request)>;
using Page = std::string (*)(const std::string& json);

class Showing final : public http::Work {
 public:
  Showing(const Reader& reader, Page page, util::Random& random, http::Request request)
      : reader_(reader), page_(page), random_(random), request_(std::move(request)) {}

  http::Runs Where() const override { return http::Runs::kComputes; }

  http::Response Run() noexcept override {
    http::Response response = AnswerOf([this] { return reader_(request_); }, request_, random_);
    if (response.status != 200 || !WantsPage(request_)) {
      return response;
    }
    try {
      return federation::HtmlAnswer(200, page_(response.body));
    } catch (const std::exception&) {
      return response;  // people can read JSON too
    }
  }

 private:
  const Reader& reader_;
  const Page page_;
  util::Random& random_;
  const http::Request request_;
};

// JSON for programs, and a page for people.
class TraceEndpoint final : public http::Endpoint {
 public:
  TraceEndpoint(Reader reader, Page page, util::Random& random) : reader_(std::move(reader)), page_(page), random_(random) {}

  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override {
    return std::make_unique<Showing>(reader_, page_, random_, std::move(request));
  }

 private:
  const Reader reader_;
  const Page page_;
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
      read.after = value.empty() ? 0 : IdIn(value, name, "a sign-in");
    } else {
      Refuse("The query has the members pool, user and after, and no others.");
    }
  }
  return read;
}

void AddSignIns(Workbench& workbench, const SignInReaders& readers, util::Random& random) {
  const auto add_page = [&](std::string_view path, Page page, Reader reader) {
    workbench.Add("GET", path, std::make_unique<TraceEndpoint>(std::move(reader), page, random), Workbench::Seen::kByPeople);
  };
  add_page("/_rockpool/sign-ins", SignInsPage,
           [sign_ins = readers.sign_ins](const http::Request& request) { return sign_ins(ReadSignInsQuery(request.query)); });
  add_page("/_rockpool/sign-ins/{id}", SignInPage,
           [sign_in = readers.sign_in](const http::Request& request) { return sign_in(std::string(request.Captured("id"))); });
  JsonEndpoint::Function code = [totp = readers.totp](const http::Request& request) {
    const SignInsQuery query = ReadSignInsQuery(request.query);
    if (query.pool.empty() || query.user.empty() || query.after != 0) {
      Refuse("The code of an authenticator is asked for by pool and user.");
    }
    return totp(query.pool, query.user);
  };
  workbench.Add("GET", "/_rockpool/totp", std::make_unique<JsonEndpoint>(std::move(code), http::Runs::kComputes, random));
}

}  // namespace rockpool::workbench
