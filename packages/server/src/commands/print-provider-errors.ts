import { providerErrorsPage } from '@seca-hetzner/domain';

process.stdout.write(providerErrorsPage());
