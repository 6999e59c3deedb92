#include "server/app.h"

#include <chrono>
#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "server/accounts/import/import_worker.h"
#include "server/api/errors.h"
#include "server/http/beast/client.h"
#include "server/http/beast/server.h"
#include "server/http/connect_to.h"
#include "server/kept_key_stock.h"
#include "server/last_call.h"
#include "server/messaging/settings.h"
#include "server/oauth/mount.h"
#include "server/oauth/site.h"
#include "server/oauth/well_known.h"
#include "server/pools/identifiers.h"
#include "server/pools/rates.h"
#include "server/pools/replicas/down_regions.h"
#include "server/protocol/cross_site.h"
#include "server/protocol/service.h"
#include "server/risk/rules.h"
#include "server/seed/seed.h"
#include "server/seed/seeded_state.h"
#include "server/sign_in/authenticator_code.h"
#include "server/sign_in/settings.h"
#include "server/sign_in/trace.h"
#include "server/store_gate.h"
#include "server/tls.h"
#include "server/triggers/faults.h"
#include "server/triggers/invoker.h"
#include "server/triggers/places/lambda_invoker.h"
#include "server/triggers/record.h"
#include "server/triggers/rules/link_by_email.h"
#include "server/util/clock.h"
#include "server/util/log.h"
#include "server/util/random.h"
#include "server/workbench/authenticator.h"
#include "server/workbench/clock.h"
#include "server/workbench/endpoints.h"
#include "server/workbench/federated_sign_in.h"
#include "server/workbench/import_upload.h"
#include "server/workbench/imports.h"
#include "server/workbench/messages.h"
#include "server/workbench/providers.h"
#include "server/workbench/regions.h"
#include "server/workbench/risk.h"
#include "server/workbench/sign_ins.h"
#include "server/workbench/tokens.h"
#include "server/workbench/triggers.h"
#include "server/workbench/workbench.h"
#include "server/world/world.h"
#include "storage/sqlite/store.h"

namespace rockpool {
namespace {

constexpr std::string_view kVersion = ROCKPOOL_VERSION;
constexpr std::size_t kPageSecretBytes = 32;
// With what a relay and a key service may take, messages on their way keep the end of the server waiting for 5 s.
constexpr std::chrono::milliseconds kGraceOfMessages{2000};
// From the signal on, for what waits for other servers: with the grace of messages that comes after it, 5 s at most.
constexpr std::chrono::milliseconds kGraceOfWaiting{3000};

// Page tokens and what is made up of unknown users outlive a restart, so the secret behind them is in the store.
std::string Secret(storage::Store& store, util::Random& random) {
  std::string fresh(kPageSecretBytes, '\0');
  random.Fill({reinterpret_cast<unsigned char*>(fresh.data()), fresh.size()});
  return store.Write([&](storage::Transaction& transaction) {
    constexpr std::string_view kName = "page_token_secret";
    if (const auto kept = transaction.properties().Find(kName)) {
      return *kept;
    }
    transaction.properties().Put(kName, fresh);
    return fresh;
  });
}

// A host that stands for all addresses of the machine is reached at the loopback address.
std::string ReachableHost(const std::string& host) {
  if (host == "0.0.0.0" || host == "::") {
    return "127.0.0.1";
  }
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

std::string EndpointUrl(const std::string& host, std::string_view scheme, std::uint16_t port) {
  return std::string(scheme) + "://" + ReachableHost(host) + ":" + std::to_string(port);
}

// What is wrong with the seed is told to whoever asked for the reset, not to the log alone.
void Reset(seed::SeededState& seeded_state, workbench::KeptClock& clock) {
  try {
    // By itself, since it may take long, and the clock cannot be changed during the rest.
    seeded_state.Prepare();
    clock.ResetWith([&seeded_state](const storage::Amendment& amendment) { seeded_state.Return(amendment); });
  } catch (const seed::SeedError& error) {
    throw api::InternalErrorException(error.what());
  }
}

std::unique_ptr<storage::Store> EmptyStore() { return storage::sqlite::Store::Open({.path = ":memory:"}); }

std::uint16_t Listen(http::beast::Server& server) {
  server.Listen();
  return server.port();
}

messaging::Settings MessagingSettings(const messaging::Options& options, storage::Store& store, http::Client& client,
                                      const util::WallClock& wall_clock, util::Random& random) {
  messaging::Settings settings = messaging::MakeSettings(options, client, wall_clock, random);
  settings.logs = messaging::MakeLogs(options, store, client);
  return settings;
}

world::Settings WorldSettings(const Options& options, const std::string& secret, const messaging::Settings& messaging,
                              triggers::Settings triggers, std::function<void()> wake_imports) {
  world::Settings settings;
  accounts::Settings accounts = options.accounts;
  accounts.secret = secret;
  settings.Put(std::move(accounts));
  tokens::Settings tokens = options.tokens;
  tokens.trusted_hosts = options.protocol.trusted_sites.hosts;
  tokens.public_url = options.oauth.public_url;
  settings.Put(std::move(tokens));
  settings.Put(options.quotas);
  settings.Put(pools::RegionSettings{});
  settings.Put(pools::RateSettings{options.enforces_rates ? std::make_shared<pools::TokenBuckets>() : nullptr});
  identity_providers::Settings identity_providers = options.identity_providers;
  for (const std::string& text : options.connect_to) {
    identity_providers.real_hosts.insert(http::ParseConnectTo(text).value().host);
  }
  settings.Put(std::move(identity_providers));
  settings.Put(options.oauth);
  settings.Put(messaging);
  settings.Put(sign_in::Settings{std::make_shared<sign_in::Traces>()});
  settings.Put(risk::Settings{std::make_shared<risk::Rules>()});
  settings.Put(std::move(triggers));
  settings.Put(accounts::ImportSettings{std::move(wake_imports)});
  return settings;
}

// What is seeded is state: no function hears of it, and its messages stay in the outbox.
world::World WithoutFunctions(const world::World& world) {
  world::World silent = world::WithStore(world, world.store, world.clock);
  silent.settings.Put(triggers::Settings{});
  silent.settings.Put(messaging::Settings{});
  silent.settings.Put(pools::RateSettings{});
  return silent;
}

workbench::SignInReaders SignInReaders(const world::World& world) {
  return {[&world](const workbench::SignInsQuery& query) {
            return world.settings.Of<sign_in::Settings>().traces->Json(query.pool, query.user, query.after);
          },
          [&world](const std::string& id) { return world.settings.Of<sign_in::Settings>().traces->JsonOfSignIn(id); },
          [&world](const std::string& pool, const std::string& user) { return sign_in::CodeOfThisMoment(world, pool, user); }};
}

// The server's own answer, worked out on this thread, which may wait.
http::Response Ask(const http::Router& router, http::Request request) {
  const http::Routed routed = router.Route(std::move(request));
  http::Response response = http::WorkOutHere(*routed.work);
  routed.Finish(response);
  return response;
}

// What the server can be asked for, for whoever wonders why it does not answer.
void LogRoutes(const http::Router& router) {
  router.ForEachRoute([](const http::Entrance& entrance) {
    util::Log(util::LogLevel::kDebug, "route", {{"method", entrance.method}, {"host", entrance.host}, {"path", entrance.path}});
  });
}

// All parts of a running server, in the order in which they depend on one another.
class App {
 public:
  explicit App(const Options& options);
  // What is on its way uses the world.
  ~App() {
    last_call_.Begin();  // where the server has never run
    messaging::StopCouriers(messaging_, kGraceOfMessages);
  }
  App(const App&) = delete;
  App& operator=(const App&) = delete;
  void Run();

 private:
  void SpeakTls();
  triggers::Settings Triggers();

  const Options options_;
  util::SystemClock wall_clock_;
  util::MovableClock clock_{wall_clock_};
  util::SystemRandom random_;
  const protocol::ApiOwner api_owner_;
  http::Router router_;
  http::beast::Server server_;
  const std::uint16_t port_;    // bound before the store is opened, so that a second server on a port leaves no trace
  http::beast::Client client_;  // as early, for the certificates that it is to trust
  LastCall last_call_{client_, kGraceOfWaiting};
  std::unique_ptr<storage::Store> store_;
  StoreGate gate_;
  const std::string secret_;
  world::PageTokens page_tokens_;
  workbench::KeptClock kept_clock_;
  KeptKeyStock keys_;
  const messaging::Settings messaging_;
  triggers::Faults trigger_faults_;
  const std::shared_ptr<accounts::ImportBell> import_bell_ = std::make_shared<accounts::ImportBell>();
  accounts::ImportFiles import_files_;
  const world::World world_;
  const world::World seed_world_;
  protocol::Faults faults_;
  protocol::Service service_;
  seed::SeededState seeded_state_;
  web_authn::VirtualAuthenticator authenticator_{random_};
  workbench::Workbench workbench_;
  std::optional<workbench::FixedJson> health_;
  workbench::FixedJson localstack_health_;
  const oauth::OAuth oauth_;
  oauth::WellKnown jwks_;
  oauth::WellKnown discovery_;
  workbench::FixedJson localstack_ready_;
  workbench::ImportUpload import_upload_;
  std::optional<accounts::ImportWorker> import_worker_;  // ends first
};

App::App(const Options& options)
    : options_(options),
      api_owner_(random_, options.protocol.trusted_sites),
      router_(api_owner_),
      server_(options.http, router_),
      port_(Listen(server_)),
      client_(http::beast::SystemResolve, ClientSettings(options.tls, options.connect_to)),
      store_(storage::sqlite::Store::Open(options.storage)),
      gate_(store_->writer()),
      secret_(Secret(*store_, random_)),
      page_tokens_(secret_),
      kept_clock_(clock_, wall_clock_, *store_),
      keys_(*store_, options.signing_keys),
      messaging_(MessagingSettings(options.messaging, *store_, client_, wall_clock_, random_)),
      import_files_(options.storage.path),
      world_{
          *store_, clock_,  wall_clock_,  random_,
          keys_,   client_, page_tokens_, WorldSettings(options, secret_, messaging_, Triggers(), [bell = import_bell_] { bell->Ring(); })},
      seed_world_(WithoutFunctions(world_)),
      service_(world_, options.protocol, &faults_),
      seeded_state_(seed_world_, options.protocol, options.seed, EmptyStore),
      workbench_(
          faults_, trigger_faults_,
          [this] {
            Reset(seeded_state_, kept_clock_);
            // What was called belongs to what is gone, and has its secrets.
            world_.settings.Of<triggers::Settings>().record->Clear();
            import_bell_->Ring();  // for the files of the jobs that are gone
            world_.settings.Of<risk::Settings>().rules->Clear();
            authenticator_.Forget();
            world_.settings.Of<pools::RegionSettings>().down->Clear();
          },
          options.protocol.trusted_sites.hosts, random_),
      localstack_health_(workbench::LocalStackHealthJson(std::string(kVersion))),
      oauth_(world_),
      jwks_(world_, oauth::JwksDocument),
      discovery_(world_, oauth::DiscoveryDocument),
      localstack_ready_(workbench::LocalStackReadyJson()),
      import_upload_(world_, import_files_) {
  using http::Cors;
  router_.Define("pool", pools::IsPoolId);
  router_.Mount("POST", "/", service_, Cors::kAnyOrigin);
  // Amplify for Flutter appends the pool's id to the endpoint that it is given. It says nothing beside what the body says.
  router_.Mount("POST", "/{pool}", service_, Cors::kAnyOrigin);
  router_.Mount("GET", "/_localstack/health", localstack_health_, Cors::kAnyOrigin);
  router_.Mount("GET", "/_localstack/init/ready", localstack_ready_, Cors::kAnyOrigin);
  router_.Mount("PUT", workbench::kImportPath, import_upload_, Cors::kNone);
  oauth_.Mount(router_);
  router_.Mount("GET", "/{pool}/.well-known/jwks.json", jwks_, Cors::kAnyOrigin);
  router_.Mount("GET", "/{pool}/.well-known/openid-configuration", discovery_, Cors::kAnyOrigin);
  workbench::AddAuthenticator(workbench_, authenticator_, random_);
  workbench::AddClock(workbench_, kept_clock_, random_);
  workbench::AddMessages(workbench_, world_, random_);
  workbench::AddTokens(workbench_, world_, random_);
  workbench::AddRegions(workbench_, world_, random_);
  workbench::AddSignIns(workbench_, SignInReaders(world_), random_);
  workbench::AddRisk(workbench_, world_, random_);
  workbench::AddTriggers(workbench_, world_, random_);
  workbench::AddImports(workbench_, world_, random_);
  workbench::AddProviders(workbench_, world_, random_);
  workbench::AddFederatedSignIn(
      workbench_, world_, [this](http::Request request) { return Ask(router_, std::move(request)); }, random_);
  SpeakTls();
  workbench_.Mount(router_);
  const std::string health = workbench::HealthJson(std::string(kVersion), server_.tls_port());
  router_.Mount("GET", "/health", health_.emplace(health), Cors::kAnyOrigin);
  LogRoutes(router_);
}

triggers::Settings App::Triggers() {
  const auto record = std::make_shared<triggers::Record>();
  const triggers::Effects effects{[this](const triggers::Invocation& invocation) { return triggers::LinkByEmail(world_, invocation); }};
  auto invoker = std::make_shared<triggers::LambdaInvoker>(
      triggers::LambdaInvoker::Doors{client_, clock_, wall_clock_, trigger_faults_, record}, options_.triggers, effects);
  return {std::move(invoker), record};
}

void App::SpeakTls() {
  const std::optional<Tls> tls = PrepareTls(options_.tls, options_.http, *store_, wall_clock_, random_,
                                            [this](const std::string& host) { return oauth::IsHostOfDomain(world_, host); });
  if (!tls) {
    return;
  }
  server_.ListenTls(tls->settings);
  util::Log(util::LogLevel::kInfo, "TLS is spoken too", {{"url", EndpointUrl(options_.http.host, "https", *server_.tls_port())}});
  if (tls->authority_pem) {
    workbench_.Add("GET", "/_rockpool/ca.pem", std::make_unique<workbench::AuthorityCertificate>(*tls->authority_pem));
  }
}

void App::Run() {
  // Who connects meanwhile waits until the seed is applied.
  keys_.Start();
  seeded_state_.ApplySeed();
  import_worker_.emplace(world_, import_files_, import_bell_);
  std::printf("READY %s\n", EndpointUrl(options_.http.host, "http", port_).c_str());
  std::fflush(stdout);
  server_.Run(&gate_, [this] { last_call_.Begin(); });
}

int Fail(int code, const std::exception& error) {
  util::StopLog();
  std::fprintf(stderr, "rockpool: %s\n", error.what());
  return code;
}

}  // namespace

int RunServer(const Options& options) {
  try {
    util::StartLog(options.log_level, options.log_format);
    for (const std::string& warning : WarningsOfVariables()) {
      util::Log(util::LogLevel::kWarning, warning);
    }
    {
      App app(options);
      app.Run();
    }
    util::StopLog();
    return kStopped;
  } catch (const storage::NewerDatabase& error) {
    return Fail(kNewerDatabase, error);
  } catch (const storage::CannotOpen& error) {
    return Fail(kCannotOpenDatabase, error);
  } catch (const storage::Unwritable& error) {
    return Fail(kCannotOpenDatabase, error);
  } catch (const seed::SeedError& error) {
    return Fail(kBadSeed, error);
  } catch (const http::beast::ListenError& error) {
    return Fail(kCannotListen, error);
  } catch (const http::beast::TlsError& error) {
    return Fail(kBadTls, error);
  } catch (const std::exception& error) {
    return Fail(kFailed, error);
  }
}

int RunHealthcheck(const Options& options) {
  try {
    http::FetchRequest request;
    const auto url = http::ParseUrl(EndpointUrl(options.http.host, "http", options.http.port) + "/health");
    if (!url) {
      return kUnhealthy;
    }
    request.url = *url;
    request.max_redirects = 0;
    return http::beast::Client().Fetch(request).status == 200 ? kStopped : kUnhealthy;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rockpool: %s\n", error.what());
    return kUnhealthy;
  }
}

}  // namespace rockpool
