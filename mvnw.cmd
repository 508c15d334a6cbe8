<# : the batch part; PowerShell reads it as a comment
@echo off
rem Runs the Maven version that .mvn\wrapper\maven-wrapper.properties names, and fetches it on the first call.
rem Windows's twin of mvnw: same sources, same check, and the cache folder that the script-only Maven Wrapper uses here.
setlocal
set "MVNW_SELF=%~f0"
set "MVNW_MAVEN="
for /f "usebackq delims=" %%L in (`powershell -NoProfile -ExecutionPolicy Bypass -Command "& ([ScriptBlock]::Create([IO.File]::ReadAllText($env:MVNW_SELF)))"`) do set "MVNW_MAVEN=%%L"
if not defined MVNW_MAVEN exit /b 1
"%MVNW_MAVEN%" %*
exit /b %ERRORLEVEL%
: the PowerShell part; its one line on standard output is the path of mvn.cmd #>

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
trap { [Console]::Error.WriteLine("mvnw: $_"); exit 1 }

$javac = if ($env:JAVA_HOME) { "$env:JAVA_HOME\bin\javac.exe" } else { (Get-Command javac -ErrorAction SilentlyContinue).Source }
$major = if ($javac -and (Test-Path -LiteralPath $javac)) { (Get-Item -LiteralPath $javac).VersionInfo.ProductMajorPart } else { -1 }
if ($major -lt 0 -or ($major -gt 0 -and $major -lt 17)) {
  throw 'a JDK of version 17 or later is needed: install one (for instance https://adoptium.net) and set JAVA_HOME'
}

$here = [IO.Path]::GetDirectoryName($env:MVNW_SELF)
$properties = ConvertFrom-StringData ([IO.File]::ReadAllText("$here\.mvn\wrapper\maven-wrapper.properties"))
$url = $properties.distributionUrl
$archive = $url -replace '^.*/', ''
$name = $archive -replace '-bin\.zip$', ''
$userHome = if ($env:MAVEN_USER_HOME) { $env:MAVEN_USER_HOME } else { "$HOME\.m2" }
$dists = "$userHome\wrapper\dists\$name"
$hash = ([Security.Cryptography.SHA256]::Create().ComputeHash([byte[]][char[]]$url) | ForEach-Object { $_.ToString('x2') }) -join ''
$mavenHome = "$dists\$hash"

if (-not (Test-Path -LiteralPath "$mavenHome\bin\mvn.cmd")) {
  $work = "$dists\.download.$([IO.Path]::GetRandomFileName())"
  New-Item -ItemType Directory -Force -Path $work | Out-Null
  try {
    [Console]::Error.WriteLine("mvnw: fetching $name, once")
    try {
      [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
      Invoke-WebRequest -UseBasicParsing -TimeoutSec 15 -Uri $url -OutFile "$work\$archive"
    } catch {
      if (-not (Get-Command mvn -ErrorAction SilentlyContinue)) { throw }
      [Console]::Error.WriteLine("mvnw: nothing from there; asking the installed mvn's repository")
      Push-Location -LiteralPath $work
      try {
        $version = $name -replace '^apache-maven-', ''
        & mvn -B -q 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy' "-Dartifact=org.apache.maven:apache-maven:${version}:zip:bin" "-DoutputDirectory=$work" | Out-Null
      } finally { Pop-Location }
    }
    if ((Get-FileHash -LiteralPath "$work\$archive" -Algorithm SHA256).Hash -ne $properties.distributionSha256Sum) {
      throw "$archive has another SHA-256 than maven-wrapper.properties says"
    }
    Expand-Archive -LiteralPath "$work\$archive" -DestinationPath $work
    # One rename makes it visible. It fails where a concurrent first call has been faster, and then that one's is used.
    try { [IO.Directory]::Move("$work\$name", $mavenHome) } catch { if (-not (Test-Path -LiteralPath "$mavenHome\bin\mvn.cmd")) { throw } }
  } finally { Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue }
}
"$mavenHome\bin\mvn.cmd"
